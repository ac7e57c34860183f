package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** What troubles the folder of one issuer, told once, and again when it was over in between. */
final class DropTroubles {

    /** More files of one round say nothing more. */
    private static final int MOST_FILES = 20;

    private final String issuer;
    private final DropNews news;
    private final Set<String> told = new HashSet<>();
    private Set<String> before = Set.of();
    private int files;

    DropTroubles(String issuer, DropNews news) {
        this.issuer = issuer;
        this.news = news;
    }

    /** Begins a round. */
    void begin() {
        before = Set.copyOf(told);
        told.clear();
        files = 0;
    }

    /** Tells it, unless it was told in this round or in the one before. */
    void tell(String what) {
        if (told.add(what) && !before.contains(what)) {
            news.tell(issuer + ": " + what);
        }
    }

    /** As {@link #tell}, of one file among perhaps very many. */
    void tellOfFile(String what) {
        files++;
        tell(files <= MOST_FILES ? what : "more than " + MOST_FILES + " files cannot be taken");
    }

    /** Takes one file. */
    @FunctionalInterface
    interface Take {

        /** How many were taken. */
        int take() throws IOException;
    }

    /**
     * A file that cannot be taken today holds up none of the others.
     *
     * @throws UnusableFolderException when it is not the file, but where it lies
     */
    int attempt(String shown, Take take) throws UnusableFolderException {
        try {
            return take.take();
        } catch (UnusableFolderException unusable) {
            throw unusable;
        } catch (IOException failed) {
            tellOfFile(shown + " cannot be taken yet: " + failed.getClass().getSimpleName());
            return 0;
        }
    }
}
