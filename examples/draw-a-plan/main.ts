import { plan } from 'sop-engine'
import { drawPlan } from './drawPlan.js'

// The lamps of README: `npx tsx examples/draw-a-plan/main.ts > plan.svg`
const result = await plan({
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 12 },
  items: [
    { id: 'lamp', price: 49 },
    { id: 'shade', purchaseCost: 6.5, leadTimeDays: 21 },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
  resources: [{ id: 'bench', capacityHours: 300, costPerHour: 18, overtimeHours: 40, overtimeCostPerHour: 27 }],
  history: [
    {
      itemId: 'lamp',
      start: '2024-01',
      quantities: [
        1010, 1042, 1131, 1190, 1224, 1239, 1187, 1133, 1049, 1002, 951, 968, 1046, 1093, 1176, 1228, 1281, 1266, 1229,
        1160, 1103, 1037, 1012, 1009, 1102, 1138, 1211, 1290, 1318, 1333, 1271, 1215, 1139, 1090, 1044, 1071,
      ],
    },
  ],
  stock: [
    { itemId: 'lamp', onHand: 120 },
    { itemId: 'shade', onHand: 300 },
  ],
})
console.log(drawPlan(result, 'lamp'))
