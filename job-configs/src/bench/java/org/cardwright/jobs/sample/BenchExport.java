package org.cardwright.jobs.sample;

import org.cardwright.formats.profile.ProductCatalog;

/** A faultless export of one product, as large as the benchmark asks. */
public final class BenchExport {

    private BenchExport() {}

    /** The delimited form of the first test issuer. */
    public static byte[] of(ProductCatalog catalog, String product, int orders) {
        return new OrderFile("bank-one", 1, new SampleOrders("bank-one", catalog, 7).orders(product, orders))
                .delimited();
    }
}
