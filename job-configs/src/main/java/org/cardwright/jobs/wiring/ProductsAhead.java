package org.cardwright.jobs.wiring;

import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.cardwright.formats.profile.ProductCatalog;

/**
 * Products of a home, read on a thread of their own while the vault works on its passphrase: neither needs the other, and each takes
 * half a second.
 */
final class ProductsAhead {

    private final FutureTask<ProductCatalog> reading;

    private ProductsAhead(FutureTask<ProductCatalog> reading) {
        this.reading = reading;
    }

    /**
     * Begins to read.
     *
     * @param config folder of the settings of a home
     */
    static ProductsAhead of(Path config) {
        FutureTask<ProductCatalog> reading = new FutureTask<>(() -> ProductCatalog.load(config));
        Thread thread = new Thread(reading, "products");
        thread.setDaemon(true);
        thread.start();
        return new ProductsAhead(reading);
    }

    /**
     * Waits for them; fails as reading them here would have failed.
     *
     * @throws InterruptedIOException when the caller is interrupted
     */
    ProductCatalog catalog() throws InterruptedIOException {
        try {
            return reading.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while products were read");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            if (failed.getCause() instanceof Error broken) {
                throw broken;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
