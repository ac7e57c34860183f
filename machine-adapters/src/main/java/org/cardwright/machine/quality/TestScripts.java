package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.OnlineAuthorisation;
import org.cardwright.crypto.module.OnlineAuthorisation.CardOf;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;

/**
 * Computes the scripts of cards in the security module that knows their keys. A script holds no secret, no card number, and cryptograms over a
 * transaction of nothing only.
 */
public final class TestScripts {

    private final OnlineAuthorisation module;
    private final ChipRecipe recipe;
    private final Master master;

    /**
     * Where the keys of the cards come from.
     *
     * @param key IMK_AC key
     * @param option how card keys come from it
     */
    public record Master(KeyName key, DerivationOption option) {}

    /** For the cards of a chip. */
    public TestScripts(OnlineAuthorisation module, ChipRecipe recipe, Master master) {
        this.module = module;
        this.recipe = recipe;
        this.master = master;
    }

    /** The lines of the script of a card; empty when recipe or record do not say enough for one. */
    public List<String> lines(CpsRecord record) {
        List<String> lines = new ArrayList<>();
        for (CpsApplication application : record.applications()) {
            Optional<AppletRecipe> applet = recipe.applet(application.aid());
            applet.flatMap(AppletRecipe::behaviour)
                    .flatMap(behaviour -> new KeyTrial(application, applet.orElseThrow(), behaviour)
                            .script((version, refused, elements) -> module.refusals(
                                    card(
                                            elements.getOrDefault(Tag.of("5A"), ByteString.EMPTY),
                                            elements.getOrDefault(Tag.of("5F34"), ByteString.EMPTY)),
                                    version,
                                    refused)))
                    .ifPresent(script -> lines.addAll(script.lines()));
        }
        return lines;
    }

    private CardOf card(ByteString pan, ByteString sequenceNumber) {
        String digits = pan.toHex().replace("F", "");
        int number = sequenceNumber.isEmpty() ? 0 : Integer.parseInt(sequenceNumber.toHex());
        return new CardOf(master.key(), master.option(), Pan.of(digits), new PanSequenceNumber(number));
    }
}
