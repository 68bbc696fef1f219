import { benchForecast } from './benchForecast.js'

process.exitCode = benchForecast(process.argv.slice(2), {
  print: (line) => console.log(line),
  note: (line) => console.error(line),
})
