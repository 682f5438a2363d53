/** A deep operation that goes back and forth between the four subgraphs. */
export const storefront = `query Storefront {
  people {
    ...Someone
    reviews { ...Opinion product { ...Item reviews { ...Opinion author { ...Someone reviews { ...Opinion product { ...Item } } } } } }
  }
  catalogue(first: 5) {
    ...Item
    reviews { ...Opinion author { ...Someone reviews { ...Opinion product { ...Item } } } }
  }
}
fragment Someone on Person { id name handle joined }
fragment Opinion on Review { id body }
fragment Item on Product { upc title priceCents weightGrams inStock shippingCents }`;
