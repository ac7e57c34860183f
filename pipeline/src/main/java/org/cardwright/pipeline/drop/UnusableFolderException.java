package org.cardwright.pipeline.drop;

import java.io.IOException;

/** Nothing can be taken out of a folder as it stands; the message says by which rule and why. */
final class UnusableFolderException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableFolderException(DropRule rule, String why) {
        super(rule.refusal() + " (" + why + ")");
    }
}
