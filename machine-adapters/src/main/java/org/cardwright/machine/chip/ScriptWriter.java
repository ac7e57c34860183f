package org.cardwright.machine.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.ChipRecipe.FinishKind;
import org.cardwright.machine.chip.StoreDataPolicy.Grouping;
import org.cardwright.machine.chip.StoreDataPolicy.SequenceNumber;
import org.cardwright.machine.chip.StoreDataScript.Step;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/** Cuts data groupings into commands. GlobalPlatform Card Specification 2.3.1, 11.11.2.3; EMV CPS 2.0, 4.3.4.4. */
final class ScriptWriter {

    private static final int STORE_DATA = 0x80E20000;
    private static final int SET_STATUS_PERSONALIZED = 0x80F04007;
    private static final int LAST_SEQUENCE_NUMBER = 0xFF;

    private final ChipRecipe recipe;
    private final StoreDataPolicy policy;
    private final Set<DgiId> encrypted;
    private final ByteString aid;

    ScriptWriter(ChipRecipe recipe, Set<DgiId> encrypted, ByteString aid) {
        this.recipe = recipe;
        this.policy = recipe.storeData();
        this.encrypted = encrypted;
        this.aid = aid;
    }

    /** What goes into one command. */
    private record Load(int p1, ByteString data, List<DgiId> dgis) {}

    List<Step> write(List<Dgi> dgis) {
        List<Load> loads = loads(dgis);
        if (loads.isEmpty()) {
            throw new IllegalArgumentException("an application without data groupings cannot be personalized");
        }
        boolean counts = policy.p2() == SequenceNumber.COUNT;
        if (counts && !policy.p2Wraps() && loads.size() > LAST_SEQUENCE_NUMBER + 1) {
            throw new IllegalArgumentException("the chip numbers 256 commands, needed " + loads.size());
        }
        List<Step> steps = new ArrayList<>();
        boolean lastFlag = recipe.finish().kind() == FinishKind.LAST_FLAG;
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            int p1 = load.p1 | (lastFlag && i == loads.size() - 1 ? StoreDataPolicy.LAST : 0);
            int p2 = counts ? i & LAST_SEQUENCE_NUMBER : 0;
            steps.add(new Step(
                    CommandApdu.of(STORE_DATA | p1 << 8 | p2, load.data),
                    load.dgis,
                    recipe.sequence().mayBeRefused().containsAll(load.dgis)));
        }
        addFinish(steps);
        return steps;
    }

    private void addFinish(List<Step> steps) {
        switch (recipe.finish().kind()) {
            case SET_STATUS -> steps.add(new Step(CommandApdu.of(SET_STATUS_PERSONALIZED, aid), List.of(), false));
            case RAW -> steps.add(new Step(CommandApdu.decode(recipe.finish().command()), List.of(), false));
            case LAST_FLAG -> {
                // the last STORE DATA says it
            }
        }
    }

    private List<Load> loads(List<Dgi> dgis) {
        List<Load> loads = new ArrayList<>();
        for (Dgi dgi : dgis) {
            int p1 = policy.p1(dgi.id(), encrypted.contains(dgi.id()));
            ByteString left = dgi.encode();
            int last = loads.size() - 1;
            if (policy.grouping() == Grouping.PACK && last >= 0 && fits(loads.get(last), p1, dgi)) {
                Load packed = loads.get(last);
                List<DgiId> both = new ArrayList<>(packed.dgis);
                both.add(dgi.id());
                loads.set(last, new Load(p1, packed.data.plus(left), both));
                continue;
            }
            for (int at = 0; at < left.size(); at += policy.maxDataBytes()) {
                ByteString piece = left.slice(at, Math.min(left.size(), at + policy.maxDataBytes()));
                loads.add(new Load(p1, piece, List.of(dgi.id())));
            }
        }
        return loads;
    }

    /** A grouping that may be refused travels alone, or the answer would be about its neighbours too. */
    private boolean fits(Load load, int p1, Dgi more) {
        Set<DgiId> mayBeRefused = recipe.sequence().mayBeRefused();
        return load.p1 == p1
                && load.data.size() + more.encodedBytes() <= policy.maxDataBytes()
                && !mayBeRefused.contains(more.id())
                && load.dgis.stream().noneMatch(mayBeRefused::contains);
    }
}
