package org.cardwright.perso.file;

/** Told when writing or sealing passes a point at which a crash is interesting; tests halt the process there. */
public interface CrashPoint {

    /** Goes on. */
    CrashPoint NONE = place -> {};

    /** The points, in the order in which they are passed. */
    enum Place {
        /** Records written, not forced. */
        APPEND_WRITTEN,
        /** Records forced, positions not yet known to the caller. */
        APPEND_FORCED,
        /** All files of the batch complete and forced under their temporary names. */
        SEAL_FILES_FORCED,
        /** All records read back and their MACs checked. */
        SEAL_RECORDS_CHECKED,
        /** Manifest signed and written, not forced. */
        SEAL_MANIFEST_WRITTEN,
        /** Manifest forced. */
        SEAL_MANIFEST_FORCED,
        /** Some files have their final names inside the work directory. */
        SEAL_FIRST_NAME,
        /** All files have their final names inside the work directory, names forced. */
        SEAL_NAMES_FORCED,
        /** The independent verifier found nothing. */
        SEAL_VERIFIED,
        /** The directory has its final name, not forced. */
        SEAL_RENAMED,
        /** Everything is durable. */
        SEAL_DIRECTORY_FORCED
    }

    /** Called at the point. */
    void reached(Place place);
}
