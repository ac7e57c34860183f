package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.cardwright.pipeline.ledger.DropJournal;
import org.cardwright.pipeline.step.CrashPoints;

/** What the service that takes dropped files needs of the pipeline. */
public final class DropDesk {

    private static final String LOCK = "cardwright serve";

    private final Foundation foundation;

    DropDesk(Foundation foundation) {
        this.foundation = foundation;
    }

    /** The one service of a database; it ends with the process. */
    public interface Alone extends AutoCloseable {

        /** False when the database has let it go, so that another service may have it. */
        boolean isHeld();

        @Override
        void close();
    }

    /** The files that issuers dropped. */
    public DropJournal journal() {
        return foundation.tables().drops();
    }

    /** Owner-only directory below which copies of issuers' files lie. */
    public Path inbox() {
        return foundation.settings().inbox();
    }

    /** The moments at which tests die. */
    public CrashPoints crashPoints() {
        return foundation.crashPoints();
    }

    /** Makes this process the one service of the database; empty when another one is. */
    public Optional<Alone> alone() throws IOException {
        String name = HexFormat.of().formatHex(BatchIdentity.sha256().digest(LOCK.getBytes(StandardCharsets.US_ASCII)));
        return RunLock.tryAcquire(foundation.settings(), name).map(DropDesk::alone);
    }

    private static Alone alone(RunLock lock) {
        return new Alone() {
            @Override
            public boolean isHeld() {
                return lock.isHeld();
            }

            @Override
            public void close() {
                lock.close();
            }
        };
    }
}
