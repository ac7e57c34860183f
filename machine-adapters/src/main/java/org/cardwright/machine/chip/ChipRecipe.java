package org.cardwright.machine.chip;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.dgi.DgiId;

/**
 * How one chip is personalized.
 *
 * @param chip its name in the catalogue
 * @param version of the recipe
 * @param storeData how STORE DATA is spoken
 * @param sequence which data groupings move
 * @param finish what ends the personalization of an application
 * @param channel the secure channel that its security domain wants; empty when the recipe does not say
 * @param applets what the applets of the chip do with what they get
 * @param answerToReset what a card with this chip answers to its reset
 */
public record ChipRecipe(
        String chip,
        int version,
        StoreDataPolicy storeData,
        DgiSequence sequence,
        Finish finish,
        Optional<ChannelPolicy> channel,
        List<AppletRecipe> applets,
        AnswerToReset answerToReset) {

    /** Copies the list. */
    public ChipRecipe {
        applets = List.copyOf(applets);
    }

    /** What ends the personalization of an application. EMV CPS; GlobalPlatform Card Specification 2.3.1, 11.10. */
    public enum FinishKind {
        /** Bit 8 of P1 of the last STORE DATA. */
        LAST_FLAG,
        /** SET STATUS of the application. */
        SET_STATUS,
        /** A command of the chip's own. */
        RAW
    }

    /**
     * The end of an application.
     *
     * @param kind what ends it
     * @param command of RAW, else empty
     */
    public record Finish(FinishKind kind, ByteString command) {}

    /** The same with commands that leave room for what a channel of this level adds. */
    public ChipRecipe within(SecurityLevel level) {
        return new ChipRecipe(
                chip, version, storeData.within(level), sequence, finish, channel, applets, answerToReset);
    }

    /** The same as a record wants it: these in this order, these allowed to be refused. */
    ChipRecipe instructed(List<DgiId> order, Set<DgiId> mayBeRefused) {
        return new ChipRecipe(
                chip,
                version,
                storeData,
                sequence.instructed(order, mayBeRefused),
                finish,
                channel,
                applets,
                answerToReset);
    }

    /** The applet for an application: the one with the longest identifier that the application's begins with. */
    public Optional<AppletRecipe> applet(ByteString aid) {
        return applets.stream()
                .filter(applet -> applet.matchBytes(aid) > 0)
                .max(Comparator.comparingInt(applet -> applet.matchBytes(aid)));
    }
}
