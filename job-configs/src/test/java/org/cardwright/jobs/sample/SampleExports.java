package org.cardwright.jobs.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.profile.ProductCatalog;

/** The three exports of the demo: about a thousand orders, each issuer in its own form, each with its own mistakes; and others. */
final class SampleExports {

    private static final int ORDERS_BETWEEN_MISTAKES = 23;

    /** Mistakes that a host record of fixed fields cannot even express: an empty number, a name longer than its field. */
    private static final List<Integer> NOT_IN_HOST_RECORDS = List.of(5, 21);

    private SampleExports() {}

    /** File contents by name below {@code exports}. */
    static Map<String, byte[]> all(ProductCatalog catalog) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("bank-one/orders.csv", bankOne(catalog).delimited());
        files.put("bank-one/stripe.emb", StripeJob.sample());
        files.put("bank-two/orders.dat", bankTwo(catalog).fixed());
        files.put("bank-three/orders.xml", bankThree(catalog).xml());
        OrderFile four = new OrderFile("bank-one", 1, fourForms(catalog));
        files.put("four-forms/orders.csv", four.delimited());
        files.put("four-forms/orders.dat", four.fixed());
        files.put("four-forms/orders.xml", four.xml());
        files.put("four-forms/orders.json", four.json());
        return files;
    }

    private static OrderFile bankOne(ProductCatalog catalog) {
        SampleOrders orders = new SampleOrders("bank-one", catalog, 1);
        List<SampleOrder> all = new ArrayList<>(orders.orders("visa-sda", 260));
        all.addAll(orders.orders("visa-dda", 140));
        return new OrderFile("bank-one", 1, withMistakes(all, List.of()));
    }

    private static OrderFile bankTwo(ProductCatalog catalog) {
        SampleOrders orders = new SampleOrders("bank-two", catalog, 2);
        List<SampleOrder> all = new ArrayList<>(orders.orders("mc-cda", 170));
        all.addAll(orders.orders("dual-interface", 170));
        return new OrderFile("bank-two", 1, withMistakes(all, NOT_IN_HOST_RECORDS));
    }

    private static OrderFile bankThree(ProductCatalog catalog) {
        SampleOrders orders = new SampleOrders("bank-three", catalog, 3);
        List<SampleOrder> all = new ArrayList<>(orders.orders("payment-loyalty", 150));
        all.addAll(orders.orders("visa-dda", 110));
        return new OrderFile("bank-three", 1, withMistakes(all, List.of()));
    }

    /** A few orders of every product, for comparing the forms. */
    private static List<SampleOrder> fourForms(ProductCatalog catalog) {
        SampleOrders orders = new SampleOrders("bank-one", catalog, 4);
        List<SampleOrder> all = new ArrayList<>();
        for (String product : List.of("visa-sda", "visa-dda", "mc-cda", "dual-interface", "payment-loyalty")) {
            all.addAll(orders.orders(product, 4));
        }
        all.set(7, BadOrders.spoil(all.get(7), 0));
        return all;
    }

    /** Spoils an order here and there, and repeats an order reference and a card. */
    private static List<SampleOrder> withMistakes(List<SampleOrder> orders, List<Integer> impossible) {
        List<SampleOrder> spoiled = new ArrayList<>(orders);
        int kind = orders.size() % BadOrders.kinds();
        for (int at = ORDERS_BETWEEN_MISTAKES / 2; at < orders.size(); at += ORDERS_BETWEEN_MISTAKES) {
            while (impossible.contains(kind % BadOrders.kinds())) {
                kind++;
            }
            spoiled.set(at, BadOrders.spoil(orders.get(at), kind++ % BadOrders.kinds()));
        }
        SampleOrder first = orders.get(0);
        spoiled.set(20, orders.get(20).with(IssuerField.ORDER_REFERENCE, first.text(IssuerField.ORDER_REFERENCE)));
        spoiled.set(21, first.with(IssuerField.ORDER_REFERENCE, first.text(IssuerField.ORDER_REFERENCE) + "-AGAIN"));
        return spoiled;
    }
}
