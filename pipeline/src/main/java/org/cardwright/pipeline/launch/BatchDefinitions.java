package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.pipeline.close.BatchRelease;

/** Port: finds what applies to a batch. The same question gets the same answer as long as the configuration is the same. */
@FunctionalInterface
public interface BatchDefinitions {

    /**
     * What is asked.
     *
     * @param issuer configured name of the issuer
     * @param businessDate day whose rules and products apply
     * @param file the issuer's file, to find the layout by its form; empty when the layout is known
     * @param earlier what is known from before
     */
    record Question(String issuer, LocalDate businessDate, Optional<Path> file, Earlier earlier) {

        /** What was fixed when the batch was taken in before; empty for a new one. */
        public Optional<Before> before() {
            return earlier.before();
        }
    }

    /**
     * What the ledger knows from before.
     *
     * @param before what was fixed when the batch was taken in; empty for a new one
     * @param chosen every key version that was ever chosen for a label; nothing for a batch whose versions are fixed
     */
    record Earlier(Optional<Before> before, Set<KeyName> chosen) {

        /** Copies the set. */
        public Earlier {
            chosen = Set.copyOf(chosen);
        }

        /** For a new batch. */
        public static Earlier ofNew(Set<KeyName> chosen) {
            return new Earlier(Optional.empty(), chosen);
        }

        /** For a batch that was taken in before. */
        public static Earlier of(Before before) {
            return new Earlier(Optional.of(before), Set.of());
        }
    }

    /**
     * What was fixed when a batch was taken in.
     *
     * @param layout name of the layout
     * @param keys versions of the keys that products name by label
     */
    record Before(String layout, Map<String, Integer> keys) {

        /** Copies the map. */
        public Before {
            keys = Map.copyOf(keys);
        }
    }

    /**
     * The definition.
     *
     * @throws org.cardwright.formats.MalformedFileException when the file has the form of no layout of the issuer
     * @throws IOException when the file cannot be read
     * @throws org.cardwright.crypto.module.SecurityModuleException when a key is missing or refused
     */
    BatchDefinition define(Question question) throws IOException;

    /**
     * Verifies the output of a closed batch. What makes batches may have changed since, so an installation needs nothing of it.
     *
     * @param question what was asked when the batch was taken
     * @param sheet what the ledger says of it
     * @throws IOException when the output is there and cannot be read
     */
    default BatchRelease.Verdict verify(Question question, BatchDefinition.ReleaseSheet sheet) throws IOException {
        try (BatchRelease release = define(question).release(sheet)) {
            return release.verify();
        }
    }
}
