package org.cardwright.jobs.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.card.PanMask;
import org.cardwright.perso.verify.Finding;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.pipeline.ledger.AuditCheck;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchSummary;
import org.cardwright.pipeline.ledger.Operator;
import org.cardwright.pipeline.ledger.ProfileRelease;

/** What the ledger, the audit and the verifier know, as the members of JSON objects in their order. */
final class LedgerStructure {

    private LedgerStructure() {}

    static Map<String, Object> object() {
        return new LinkedHashMap<>();
    }

    static Map<String, Object> batch(BatchSummary batch) {
        Map<String, Object> members = object();
        members.put("batch", batch.batch());
        members.put("issuer", batch.issuer());
        batch.sequenceNumber().ifPresent(number -> members.put("sequence_number", number));
        members.put("business_date", batch.businessDate());
        members.put("state", batch.state());
        members.put("counts", counts(batch.counts()));
        members.put("directory", batch.directory());
        members.put("taken_at", batch.takenAt());
        return members;
    }

    static Map<String, Object> details(BatchDetails details, PanMask pans) {
        Map<String, Object> members = batch(details.summary());
        members.put("pans_shown", pans.shape());
        members.put("pans_authorised_by", pans.authorisedBy());
        members.put("steps", details.steps().stream().map(LedgerStructure::step).toList());
        members.put(
                "rejects",
                details.rejects().stream()
                        .map(reject -> {
                            Map<String, Object> one = object();
                            one.put("record", reject.recordNumber());
                            one.put("order", pans.maskIn(reject.orderReference()));
                            one.put("field", reject.field());
                            one.put("rule", reject.reason().id());
                            one.put("reason", reject.plainReason());
                            return one;
                        })
                        .toList());
        members.put(
                "held", details.held().stream().map(held -> held(held, pans)).toList());
        members.put(
                "remade",
                details.remade().stream().map(remade -> remade(remade, pans)).toList());
        members.put("channels", ChannelTables.counts(details.channels()));
        members.put("rejected_channels", ChannelTables.rejected(details.channels(), pans));
        members.put(
                "partitions",
                details.partitions().stream().map(LedgerStructure::partition).toList());
        members.put(
                "audit", details.audit().stream().map(LedgerStructure::entry).toList());
        return members;
    }

    private static Map<String, Object> remade(BatchDetails.RemadeOrder remade, PanMask pans) {
        Map<String, Object> members = object();
        members.put("record", remade.recordNumber());
        members.put("order", pans.maskIn(remade.orderReference()));
        members.put("attempt", remade.attempt());
        members.put("request", remade.request());
        return members;
    }

    private static Map<String, Object> step(BatchDetails.StepAccount step) {
        Map<String, Object> members = object();
        members.put("step", step.step());
        members.put("chunks", step.chunks());
        members.put("counts", counts(step.counts()));
        members.put("closed", step.closed());
        return members;
    }

    private static Map<String, Object> partition(BatchDetails.PartitionAccount account) {
        Map<String, Object> members = object();
        members.put("partition", account.partition().number());
        members.put("orders", account.partition().range().orders());
        members.put("done", account.done());
        members.put("state", account.partition().state());
        members.put("worker", account.partition().worker());
        account.partition().failure().ifPresent(failure -> members.put("failure", failure.message()));
        return members;
    }

    private static Map<String, Object> held(BatchDetails.HeldOrder held, PanMask pans) {
        Map<String, Object> members = object();
        members.put("record", held.recordNumber());
        members.put("order", pans.maskIn(held.orderReference()));
        members.put("reason", held.reason());
        return members;
    }

    static Map<String, Object> counts(BatchCounts counts) {
        Map<String, Object> members = object();
        members.put("in", counts.in());
        members.put("good", counts.good());
        members.put("rejected", counts.rejected());
        members.put("held", counts.held());
        members.put("remade", counts.remade());
        return members;
    }

    static List<Map<String, Object>> operators(List<Operator> operators) {
        return operators.stream()
                .map(operator -> {
                    Map<String, Object> members = object();
                    members.put("operator", operator.id());
                    members.put("roles", operator.roles().stream().sorted().toList());
                    members.put("state", operator.state());
                    members.put("added_by", operator.addedBy());
                    members.put("added_at", operator.addedAt());
                    return members;
                })
                .toList();
    }

    static List<Map<String, Object>> releases(List<ProfileRelease> releases) {
        return releases.stream()
                .map(release -> {
                    Map<String, Object> members = object();
                    members.put("request", release.profile().request());
                    members.put("issuer", release.profile().issuer());
                    members.put("product", release.profile().product());
                    members.put("version", release.profile().version());
                    members.put("sha256", release.profile().hash());
                    members.put("state", release.state());
                    members.put("requested_by", release.requestedBy());
                    members.put("reason", release.reason());
                    members.put("approved_by", release.approvedBy());
                    members.put("witnessed_by", release.witnessedBy());
                    return members;
                })
                .toList();
    }

    static Map<String, Object> head(AuditCheck check) {
        Map<String, Object> members = object();
        members.put("head", check.head());
        return members;
    }

    static Map<String, Object> entry(AuditEntry entry) {
        Map<String, Object> members = object();
        members.put("number", entry.number());
        members.put("at", entry.at());
        members.put("operator", entry.operator());
        members.put("event", entry.event());
        members.put("success", entry.success());
        members.put("origin", entry.origin());
        members.put("resource", entry.resource());
        members.put("reason", entry.reason());
        return members;
    }

    static Map<String, Object> report(VerificationReport report) {
        Map<String, Object> members = object();
        members.put("records", report.records());
        members.put("finding_count", report.findingCount());
        members.put(
                "findings",
                report.findings().stream().map(LedgerStructure::finding).toList());
        members.put("not_checked", report.notChecked());
        return members;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> members = object();
        members.put("rule", finding.rule().id());
        members.put("file", finding.file());
        members.put("record", finding.record());
        members.put("order", finding.order());
        members.put("field", finding.field());
        members.put("words", finding.rule().words());
        members.put("detail", finding.detail());
        return members;
    }
}
