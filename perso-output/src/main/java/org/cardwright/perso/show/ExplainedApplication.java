package org.cardwright.perso.show;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataGrouping;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.ProcessingStep;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * One application in plain words.
 *
 * @param aid application identifier, hexadecimal
 * @param name what the AID is known as
 * @param owner IDowner, hexadecimal
 * @param transportKeys one line per directory entry
 * @param steps one line per processing step
 * @param groupings data groupings in their order
 */
record ExplainedApplication(
        String aid,
        String name,
        String owner,
        List<String> transportKeys,
        List<String> steps,
        List<ExplainedGrouping> groupings) {

    private static final int ASCII_NAMES = '1';

    /** Copies the lists. */
    ExplainedApplication {
        transportKeys = List.copyOf(transportKeys);
        steps = List.copyOf(steps);
        groupings = List.copyOf(groupings);
    }

    static ExplainedApplication of(CpsApplication application, ElementExplainer explainer) {
        return new ExplainedApplication(
                application.aid().toHex(),
                name(application.aid()),
                application.owner().toHex(),
                application.transportKeys().stream()
                        .map(ExplainedApplication::key)
                        .toList(),
                application.steps().stream().map(ExplainedApplication::step).toList(),
                application.dgis().stream()
                        .map(dgi -> grouping(application, dgi, explainer))
                        .toList());
    }

    /** Payment system directories are named in ASCII; others by their registered provider. EMV 4.4 Book 1, 12.2. */
    private static String name(ByteString aid) {
        if (!aid.isEmpty() && (aid.unsignedAt(0) == ASCII_NAMES || aid.unsignedAt(0) == ASCII_NAMES + 1)) {
            return aid.toAscii();
        }
        return switch (aid.slice(0, Math.min(5, aid.size())).toHex()) {
            case "A000000003" -> "Visa";
            case "A000000004" -> "Mastercard";
            case "A000000025" -> "American Express";
            case "A000000065" -> "JCB";
            case "A000000152" -> "Discover";
            case "A000000333" -> "UnionPay";
            default -> "application of its own";
        };
    }

    private static String key(TransportKeyEntry entry) {
        String mode = mode(entry.cmode());
        return entry.tkid().toHex() + " (" + mode + ") for "
                + String.join(" ", entry.dgis().stream().map(Object::toString).toList());
    }

    static String mode(int cmode) {
        return switch (cmode) {
            case TransportKeyEntry.ECB -> "ECB";
            case TransportKeyEntry.CBC -> "CBC";
            default -> "mode " + ByteString.ofByte(cmode).toHex();
        };
    }

    private static String step(ProcessingStep step) {
        String action = step.act() == ProcessingStep.PERSONALIZE ? "personalize" : "action " + step.act();
        String need = step.req() == ProcessingStep.REQUIRED ? "required" : "optional";
        String channel = switch (step.pdi().securityLevel()) {
            case 0 -> "no secure messaging";
            case 1 -> "commands with MAC";
            case 3 -> "commands with MAC and encryption";
            default -> "security level " + step.pdi().securityLevel();
        };
        StringBuilder lists = new StringBuilder();
        describe(lists, "order", step.pdi().order());
        describe(lists, "may be refused", step.pdi().versionControl());
        describe(lists, "re-encrypt", step.pdi().encrypt());
        describe(lists, "fill", step.pdi().random());
        describe(lists, "group", step.pdi().group());
        String cplc = step.pdi().updateCplc() == 1 ? ", update CPLC" : "";
        return action + ", " + need + ", " + channel + cplc + lists;
    }

    private static void describe(StringBuilder out, String what, ByteString list) {
        if (!list.isEmpty()) {
            out.append(", ").append(what).append(' ').append(list.toHex());
        }
    }

    /** What the number usually holds; it means nothing without the applet. */
    private static String meaning(DgiId id) {
        return id.isRecord()
                ? "record " + id.recordNumber() + " of file " + id.sfi()
                : DataGrouping.find(id.value()).map(DataGrouping::meaning).orElse("vendor data");
    }

    private static ExplainedGrouping grouping(CpsApplication application, Dgi dgi, ElementExplainer explainer) {
        String key = String.join(
                " ",
                new TreeSet<>(application.transportKeys().stream()
                        .filter(entry -> entry.dgis().contains(dgi.id()))
                        .map(entry -> entry.tkid().toHex())
                        .toList()));
        if (key.isEmpty() && DataGrouping.classOf(dgi.id().value()).isSecret()) {
            key = "no transport key, not shown";
        }
        Optional<List<ExplainedElement>> elements =
                key.isEmpty() ? explainer.explainAll(dgi.value()) : Optional.of(List.of());
        return new ExplainedGrouping(
                dgi.id().toString(),
                meaning(dgi.id()),
                dgi.value().size(),
                key,
                elements.isPresent() ? "" : ElementExplainer.hex(dgi.value()),
                elements.orElse(List.of()));
    }
}
