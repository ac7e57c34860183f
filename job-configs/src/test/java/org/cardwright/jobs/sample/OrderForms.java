package org.cardwright.jobs.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.issuer.IssuerField;
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

    /**
     * The same with a name and an address that no other order has, so that a leak can be told from chance, and with every
     * kind of mistake in every so many orders.
     */
    public static byte[] delimitedOneOfAKind(
            String issuer, int sequenceNumber, Map<String, Integer> ordersByProduct, int ordersBetweenMistakes) {
        List<SampleOrder> all = new ArrayList<>();
        for (SampleOrder order : file(issuer, sequenceNumber, ordersByProduct).orders()) {
            String letters = letters(all.size());
            SampleOrder unique = order.with(IssuerField.CARDHOLDER_NAME, "QUENDRIN" + letters + "/IVO")
                    .with(IssuerField.ADDRESS_LINE_1, "VOSKENWEG " + letters + " 7");
            int mistake = all.size() / ordersBetweenMistakes % BadOrders.kinds();
            all.add(
                    all.size() % ordersBetweenMistakes == ordersBetweenMistakes / 2
                            ? BadOrders.spoil(unique, mistake)
                            : unique);
        }
        return new OrderFile(issuer, sequenceNumber, all).delimited();
    }

    /** Four letters for a number. */
    private static String letters(int number) {
        StringBuilder text = new StringBuilder();
        for (int rest = number, i = 0; i < 4; i++, rest /= 26) {
            text.append((char) ('A' + rest % 26));
        }
        return text.toString();
    }

    private static OrderFile file(String issuer, int sequenceNumber, Map<String, Integer> ordersByProduct) {
        ProductCatalog catalog = ProductCatalog.load(SHIPPED);
        SampleOrders orders = new SampleOrders(issuer, catalog, SEED + sequenceNumber);
        List<SampleOrder> all = new ArrayList<>();
        ordersByProduct.forEach((product, count) -> all.addAll(orders.orders(product, count)));
        return new OrderFile(issuer, sequenceNumber, all);
    }
}
