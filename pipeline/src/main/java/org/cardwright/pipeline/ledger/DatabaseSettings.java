package org.cardwright.pipeline.ledger;

import java.nio.file.Path;

/**
 * Which database holds the ledger and the job repository.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host/name}; the address of an embedded H2 file comes from
 *     {@link #embedded}
 * @param user user, empty for none
 * @param password password, empty for none
 */
public record DatabaseSettings(String url, String user, String password) {

    /**
     * The embedded database of a home: one H2 file, one process at a time.
     *
     * <p>{@code WRITE_DELAY=0}: an acknowledged commit survives the death of the process, but not a loss of power. No trace
     * file: H2 would quote the values of a row that breaks a constraint. {@code QUERY_CACHE_SIZE}: a chunk has more statements than the
     * eight that H2 keeps parsed; {@code OPTIMIZE_REUSE_RESULTS}: their results are not kept with them.
     *
     * @param directory where its file lies
     */
    public static DatabaseSettings embedded(Path directory) {
        Path file = directory.toAbsolutePath().normalize().resolve("cardwright");
        return new DatabaseSettings(
                "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
                        + ";QUERY_CACHE_SIZE=64;OPTIMIZE_REUSE_RESULTS=0",
                "sa",
                "");
    }

    /** True for the embedded database. */
    public boolean isEmbedded() {
        return url.startsWith("jdbc:h2:");
    }

    /** The address only. */
    @Override
    public String toString() {
        return "DatabaseSettings(" + url + ")";
    }
}
