package org.cardwright.machine.chip;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.perso.dgi.DgiId;

/**
 * What one applet of a chip does with its data.
 *
 * @param id name within the recipe
 * @param aids it takes every application whose identifier begins with one of these
 * @param maxSfi highest short file identifier whose records it takes
 * @param dgis what data groupings mean to it, records apart
 * @param behaviour what it does in a transaction; empty for a directory or a local application
 */
public record AppletRecipe(
        String id, List<ByteString> aids, int maxSfi, Map<DgiId, DgiRule> dgis, Optional<Behaviour> behaviour) {

    /** Copies the collections. */
    public AppletRecipe {
        aids = List.copyOf(aids);
        dgis = Map.copyOf(dgis);
    }

    /** On what a card bases its decision. */
    public enum Condition {
        /** It was never online. */
        NEW_CARD,
        /** An ARQC of an earlier transaction was never followed by an end. */
        LAST_ONLINE_NOT_COMPLETED,
        /** More transactions since the last online one than the lower limit. */
        LOWER_LIMIT_EXCEEDED,
        /** More than the upper limit. */
        UPPER_LIMIT_EXCEEDED,
        /** The PIN is blocked. */
        PIN_TRY_LIMIT_EXCEEDED,
        /** The answer of the issuer was wrong in this transaction. */
        ISSUER_AUTHENTICATION_FAILED
    }

    /**
     * What the applet does in a transaction; a simplification where the payment system's specification is not public.
     *
     * @param issuerData layout of 9F10
     * @param issuerDataHead first bytes of 9F10 where no data grouping brings them; else empty
     * @param format response message format, 1 or 2; EMV 4.4 Book 3, 6.5.5.4
     * @param readable what GET DATA returns
     * @param lowerLimit where the lower limit of consecutive offline transactions stands
     * @param upperLimit where the upper one stands
     * @param onlineWhen an approval becomes a request for the issuer
     * @param declineWhen an approval becomes a refusal
     * @param refusedResults card verification results of a card that was never online and is asked for an AAC first; empty when unknown
     */
    public record Behaviour(
            Layout issuerData,
            ByteString issuerDataHead,
            int format,
            Set<Tag> readable,
            Optional<Tag> lowerLimit,
            Optional<Tag> upperLimit,
            Set<Condition> onlineWhen,
            Set<Condition> declineWhen,
            Optional<ByteString> refusedResults) {

        /** Copies the sets. */
        public Behaviour {
            readable = Set.copyOf(readable);
            onlineWhen = Set.copyOf(onlineWhen);
            declineWhen = Set.copyOf(declineWhen);
        }
    }

    /** The rule of a data grouping; empty when the applet does not know it. */
    public Optional<DgiRule> rule(DgiId dgi) {
        return Optional.ofNullable(dgis.get(dgi));
    }

    /** True when a data grouping is a record that the applet takes. */
    public boolean isRecord(DgiId dgi) {
        return dgi.isRecord() && dgi.sfi() <= maxSfi && !dgis.containsKey(dgi);
    }

    /** Identifier of the module of a load file that becomes this application: the longest that the application's begins with. */
    ByteString module(ByteString aid) {
        return aids.stream()
                .filter(aid::startsWith)
                .max(Comparator.comparingInt(ByteString::size))
                .orElseThrow(() -> new IllegalArgumentException("the applet does not take " + aid.toHex()));
    }

    /** Length of the longest identifier that this one begins with; 0 when there is none. */
    int matchBytes(ByteString aid) {
        return aids.stream()
                .filter(aid::startsWith)
                .mapToInt(ByteString::size)
                .max()
                .orElse(0);
    }
}
