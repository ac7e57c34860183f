package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.issuer.IssuerRecord;

/** Which product each record of an issuer's file asks for; for reports about small files. */
public final class OrderedProducts {

    private static final int MAX_RECORDS = 100_000;

    private final Map<Integer, String> products;

    private OrderedProducts(Map<Integer, String> products) {
        this.products = products;
    }

    static OrderedProducts of(Path file, IssuerLayout layout) throws IOException {
        Map<Integer, String> products = new HashMap<>();
        try (IssuerFile orders = IssuerFiles.open(file, layout)) {
            Optional<IssuerFile.Item> item = orders.next();
            for (int i = 0; i < MAX_RECORDS && item.isPresent(); i++) {
                if (item.get() instanceof IssuerRecord record) {
                    products.put(record.recordNumber(), record.text(IssuerField.PRODUCT));
                }
                item = orders.next();
            }
        }
        return new OrderedProducts(products);
    }

    /** The product of a record; empty when the record could not be read. */
    public String of(int recordNumber) {
        return products.getOrDefault(recordNumber, "");
    }
}
