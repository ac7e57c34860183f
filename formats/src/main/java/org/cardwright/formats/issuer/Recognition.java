package org.cardwright.formats.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/**
 * Finds the layout of a file among several: one that reads its beginning, else the one that says best why it cannot.
 *
 * <p>A bad first order is an order like any other: the layout fits, and the order is rejected when its turn comes.
 */
record Recognition(Path file, FileFaults faults) {

    /** What came of one layout: a refusal, or nothing when its first item could be had. */
    private record Trial(
            IssuerLayout layout, Likeness likeness, boolean readable, Optional<MalformedFileException> refusal) {

        /** An order that nobody can read says nothing about the form of the file it stands in. */
        boolean fits() {
            return refusal.isEmpty() && (readable || likeness != Likeness.NONE);
        }

        boolean isHeaderMissing() {
            return refusal.filter(refused -> refused.rule().equals(FileRule.HEADER_MISSING.id()))
                    .isPresent();
        }
    }

    private static final Comparator<Trial> BEST_FIT =
            Comparator.comparing(Trial::readable).thenComparing(Trial::likeness);

    private static final Comparator<Trial> FURTHEST =
            Comparator.comparing(Trial::likeness).thenComparing(trial -> !trial.isHeaderMissing());

    static Recognition of(Path file) {
        return new Recognition(file, FileFaults.of(file));
    }

    /**
     * The layout of the file; among equals the first.
     *
     * @throws MalformedFileException the refusal of the layout that got furthest, or that the file looks like none
     */
    IssuerLayout among(List<IssuerLayout> layouts) throws IOException {
        ByteString head = head();
        List<Trial> trials = new ArrayList<>();
        for (IssuerLayout layout : layouts) {
            trials.add(trial(layout, Likeness.of(head, layout)));
        }
        Optional<Trial> fitting = trials.stream()
                .filter(Trial::fits)
                .reduce((first, next) -> BEST_FIT.compare(next, first) > 0 ? next : first);
        if (fitting.isPresent()) {
            return fitting.get().layout();
        }
        throw trials.stream()
                .filter(trial -> trial.likeness() != Likeness.NONE)
                .reduce((first, next) -> FURTHEST.compare(next, first) > 0 ? next : first)
                .flatMap(Trial::refusal)
                .orElseGet(() -> faults.file(FileRule.NO_LAYOUT));
    }

    private ByteString head() throws IOException {
        try (FileBytes bytes = FileBytes.open(file, faults)) {
            return ByteString.of(bytes.readNBytes(Likeness.LOOKED_AT_BYTES));
        }
    }

    /** Reads the first item only; the reference of an order does not matter here. */
    private Trial trial(IssuerLayout layout, Likeness likeness) throws IOException {
        try (IssuerFile opened = IssuerFiles.open(FileBytes.open(file, faults), layout, faults, "")) {
            boolean readable =
                    opened.next().filter(IssuerRecord.class::isInstance).isPresent();
            return new Trial(layout, likeness, readable, Optional.empty());
        } catch (MalformedFileException refused) {
            return new Trial(layout, likeness, false, Optional.of(refused));
        }
    }
}
