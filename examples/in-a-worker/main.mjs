import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { plan } from 'sop-engine'

// A plan of thousands of items is some seconds of arithmetic: a server gives it a thread, which terminate() ends.
const input = {
  calendar: { start: '2027-01-01', months: 6 },
  items: [{ id: 'mug', price: 24, purchaseCost: 9.5 }],
  forecasts: [{ itemId: 'mug', quantities: [40, 45, 50, 60, 70, 65] }],
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: input })
  const stop = setTimeout(() => void worker.terminate(), 30_000)
  worker.on('message', ({ progress, result }) => {
    if (progress) return console.log(`${progress.stage} ${progress.done} of ${progress.total}`)
    clearTimeout(stop)
    console.log(result.status, result.kpis.netIncome.total)
  })
  worker.on('error', (error) => console.log(error.message)) // a SopError arrives as an error with its message
} else {
  const result = await plan(workerData, { onProgress: (progress) => parentPort?.postMessage({ progress }) })
  parentPort?.postMessage({ result })
}
