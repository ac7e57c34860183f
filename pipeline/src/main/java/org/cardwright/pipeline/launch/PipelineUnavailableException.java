package org.cardwright.pipeline.launch;

/** The database cannot be opened, or another process has it: exit code 75. */
public final class PipelineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure to open. */
    public PipelineUnavailableException(String message) {
        super(message);
    }
}
