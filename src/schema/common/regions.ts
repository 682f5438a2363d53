/** The nine regions of England, as the Office for National Statistics names them. */
export const regions = [
  'East Midlands',
  'East of England',
  'London',
  'North East',
  'North West',
  'South East',
  'South West',
  'West Midlands',
  'Yorkshire and The Humber',
] as const;
export type Region = (typeof regions)[number];
