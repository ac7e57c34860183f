package org.cardwright.jobs.home;

/** The configuration of a home is wrong; the message names file, setting and rule. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One line for a person. */
    public ConfigurationException(String message) {
        super(message);
    }
}
