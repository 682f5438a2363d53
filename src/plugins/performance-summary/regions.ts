/** The nine regions of England, as the graph takes them. A test holds them to be its own. */
export const regionNames = [
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
