package org.cardwright.perso.file;

import java.io.IOException;
import java.util.List;

/** The independent verifier found something in a batch that was about to be released; nothing has a final name. */
public final class ReleaseRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> findings;

    ReleaseRefusedException(List<String> findings) {
        super("not released, findings: " + findings.size() + ", first: " + findings.get(0));
        this.findings = List.copyOf(findings);
    }

    /** What was found, in words without content. */
    public List<String> findings() {
        return findings;
    }
}
