package org.cardwright.pipeline.close;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.perso.verify.CardChannels;
import org.cardwright.perso.verify.Finding;
import org.cardwright.perso.verify.VerificationReport;

/**
 * What the independent verifier says of the output of a batch.
 *
 * @param findings what is wrong, in words without content; empty when nothing is
 * @param refused the channels of single cards that a finding is about, as far as findings were kept
 * @param channels the channels that every card has in the files
 */
public record Inspection(List<String> findings, List<RefusedChannel> refused, CardChannels channels) {

    /** Copies the lists. */
    public Inspection {
        findings = List.copyOf(findings);
        refused = List.copyOf(refused);
    }

    /**
     * A channel of a card that did not pass.
     *
     * @param index place of the card in the batch, from 1
     * @param channel which part of it
     * @param rule id of the first rule that does not hold
     */
    public record RefusedChannel(int index, CardChannel channel, String rule) {}

    /** Nothing was found in the files. */
    public static Inspection clean(CardChannels channels) {
        return new Inspection(List.of(), List.of(), channels);
    }

    /** It is not the right directory at all. */
    public static Inspection refused(String finding) {
        return new Inspection(List.of(finding), List.of(), CardChannels.NONE);
    }

    /** The findings of a report. */
    public static Inspection of(VerificationReport report) {
        return new Inspection(report.lines(), refused(report.findings()), report.channels());
    }

    /** Also what could not be looked at: nobody releases what nobody saw. */
    public static Inspection complete(VerificationReport report) {
        List<String> findings = Stream.concat(
                        report.lines().stream(), report.notChecked().stream().map(left -> "not checked: " + left))
                .toList();
        return new Inspection(findings, refused(report.findings()), report.channels());
    }

    private static List<RefusedChannel> refused(List<Finding> findings) {
        List<RefusedChannel> refused = new ArrayList<>();
        Set<Place> seen = new HashSet<>();
        for (Finding finding : findings) {
            for (CardChannel channel : finding.channels()) {
                if (seen.add(new Place(finding.record(), channel))) {
                    refused.add(new RefusedChannel(
                            finding.record(), channel, finding.rule().id()));
                }
            }
        }
        return refused;
    }

    private record Place(int index, CardChannel channel) {}
}
