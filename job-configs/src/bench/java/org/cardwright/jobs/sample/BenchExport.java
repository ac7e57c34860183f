package org.cardwright.jobs.sample;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.profile.ProductCatalog;

/** Faultless exports of one product, as large as the benchmark asks. */
public final class BenchExport {

    private static final String ISSUER = "bank-one";
    private static final int SEED = 7;

    private BenchExport() {}

    /** The delimited form of the first test issuer. */
    public static byte[] of(ProductCatalog catalog, String product, int orders) {
        return stream(catalog, product, List.of(orders)).get(0);
    }

    /** Files that follow each other in the stream of that issuer and have no card in common, one for each number of orders. */
    public static List<byte[]> stream(ProductCatalog catalog, String product, List<Integer> sizes) {
        SampleOrders orders = new SampleOrders(ISSUER, catalog, SEED);
        List<byte[]> files = new ArrayList<>();
        for (int size : sizes) {
            files.add(new OrderFile(ISSUER, files.size() + 1, orders.orders(product, size)).delimited());
        }
        return files;
    }
}
