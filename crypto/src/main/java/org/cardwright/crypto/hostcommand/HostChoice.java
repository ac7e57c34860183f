package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.key.DesParity;

/** What there is to choose from in fields that have no type of their own elsewhere. */
final class HostChoice {

    private HostChoice() {}

    /** Yes or no. */
    enum YesNo {
        NO,
        YES;

        static YesNo of(boolean yes) {
            return yes ? YES : NO;
        }

        boolean isYes() {
            return this == YES;
        }
    }

    /** What an ICC key is for. EMV 4.4 Book 2, 6.1 and 7.1. */
    enum KeyUse {
        AUTHENTICATION,
        PIN_ENCIPHERMENT
    }

    /** What became of a PIN block. */
    enum Outcome {
        MADE,
        NO_PIN,
        FORMAT_NOT_OF_KEY
    }

    /** {@link DesParity}, or none. */
    enum Parity {
        NONE,
        ODD,
        EVEN,
        MIXED
    }

    /** A version of key blocks, or none. */
    enum BlockVersion {
        NONE,
        A,
        B,
        C,
        D,
        E
    }
}
