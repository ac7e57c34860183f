package org.cardwright.jobs.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.profile.ProductCatalog;

/** Exports of any size over the shipped products, for tests that need many orders. */
public final class OrderForms {

    private static final Path SHIPPED = Path.of("src/main/resources/org/cardwright/config");
    private static final long SEED = 77;

    private OrderForms() {}

    /** A delimited export without mistakes: how many orders of which product, in the order of the map. */
    public static byte[] delimited(String issuer, int sequenceNumber, Map<String, Integer> ordersByProduct) {
        return file(issuer, sequenceNumber, ordersByProduct).delimited();
    }

    private static OrderFile file(String issuer, int sequenceNumber, Map<String, Integer> ordersByProduct) {
        ProductCatalog catalog = ProductCatalog.load(SHIPPED);
        SampleOrders orders = new SampleOrders(issuer, catalog, SEED + sequenceNumber);
        List<SampleOrder> all = new ArrayList<>();
        ordersByProduct.forEach((product, count) -> all.addAll(orders.orders(product, count)));
        return new OrderFile(issuer, sequenceNumber, all);
    }
}
