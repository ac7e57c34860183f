package org.cardwright.jobs.scorecard.answers;

import java.util.ArrayList;
import java.util.List;

/** All known answers: those of the vector file and those of the standards. */
public final class KnownAnswers {

    private KnownAnswers() {}

    /** In the order of their kinds. */
    public static List<KnownAnswer> all() {
        List<KnownAnswer> all = new ArrayList<>();
        all.addAll(DerivedKeys.all());
        all.addAll(CardManagerKeys.all());
        all.addAll(Cryptograms.all());
        all.addAll(CardSuites.all());
        all.addAll(CardValues.all());
        all.addAll(PinValues.all());
        all.addAll(KeyValues.all());
        all.addAll(Signatures.all());
        all.addAll(CardChains.all());
        all.addAll(ProfileSets.all());
        all.addAll(StandardAnswers.all());
        return List.copyOf(all);
    }
}
