/** Where the library's own metrics are. */
export const METRICS_NAMESPACE = 'CdkResilientServerless';
