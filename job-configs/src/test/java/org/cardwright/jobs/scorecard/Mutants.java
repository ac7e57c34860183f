package org.cardwright.jobs.scorecard;

import java.util.List;

/** The hand-made bugs of R24, each one somebody has really written somewhere. */
final class Mutants {

    private Mutants() {}

    private static Mutant bug(String row, String bug, String source, String good, String bad) {
        return new Mutant(row, bug, List.of(new Mutant.Edit(source, good, bad)));
    }

    static List<Mutant> all() {
        return List.of(bug(
                "R22",
                "a text is made upper-case in the language of the machine",
                "perso-output/org.cardwright.perso.file.RecordMac",
                "order -> ByteString.of(order.getBytes(StandardCharsets.UTF_8))",
                "order -> ByteString.of((\"order in \" + order).toUpperCase().getBytes(StandardCharsets.UTF_8))"));
    }
}
