/** Every kind of notice that the library gives; the set is closed, so a `switch` over it can be exhaustive. */
export type NoticeCode = 'policy-default'
