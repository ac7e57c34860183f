package org.cardwright.pipeline.drop;

/** How an issuer says that a file is complete. */
public enum Completion {
    /** An empty or other file NAME.done lies beside it. */
    MARKER(".done"),
    /** A file NAME.sha256 beside it holds its hash. */
    CHECKSUM(".sha256"),
    /** It got its name when it was complete. */
    RENAME("");

    private final String suffix;

    Completion(String suffix) {
        this.suffix = suffix;
    }

    /** True when a second file says so. */
    boolean hasCompanion() {
        return !suffix.isEmpty();
    }

    /** Name of the second file. */
    String companion(String name) {
        return name + suffix;
    }

    /** True for names at which nobody looks by themselves: files on their way, hidden ones, and second files. */
    boolean isPassedOver(String name) {
        return name.startsWith(".")
                || name.endsWith(".tmp")
                || name.endsWith(".part")
                || name.endsWith(".filepart")
                || (hasCompanion() && name.endsWith(suffix));
    }
}
