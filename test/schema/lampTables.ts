/** A lamp of one shade, made on a bench: its items, what goes into it and the work. */
export const lampTables = {
  items: [
    { id: 'lamp', price: 49 },
    { id: 'shade', purchaseCost: 6.5 },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
}
