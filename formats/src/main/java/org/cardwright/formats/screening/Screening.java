package org.cardwright.formats.screening;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.card.ScreeningPolicy;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.formats.issuer.IssuerRecord;
import org.cardwright.formats.issuer.UnreadableRecord;

/**
 * The arrow from what an issuer sent to an order that can be made: every field rule, in a fixed order, first violation
 * first.
 *
 * <p>A pure function of record, products, fonts and day; safe to share between threads when the products are.
 */
public final class Screening {

    /** All rules; each may rely on those in front of it. */
    static final List<Rule> RULES = Stream.of(
                    IdentityRules.RULES,
                    DateRules.RULES,
                    TextRules.RULES,
                    TrackRules.RULES,
                    SecretRules.RULES,
                    PlaceRules.RULES)
            .flatMap(List::stream)
            .toList();

    private final Function<ProductAndSegment, ? extends Optional<? extends ScreeningPolicy>> policies;
    private final OrderDraft.Terms terms;

    /** As below, for a place that knows neither keys nor surfaces. */
    public Screening(
            Function<ProductAndSegment, ? extends Optional<? extends ScreeningPolicy>> policies,
            EmbossFonts fonts,
            LocalDate today) {
        this(policies, fonts, today, Facilities.UNKNOWN);
    }

    /**
     * Screening for one batch.
     *
     * @param policies finds the product
     * @param fonts tables of the machine fonts
     * @param today the day of the batch; fix it at intake, so that a restart after midnight screens alike
     * @param facilities what keys and surfaces can take
     */
    public Screening(
            Function<ProductAndSegment, ? extends Optional<? extends ScreeningPolicy>> policies,
            EmbossFonts fonts,
            LocalDate today,
            Facilities facilities) {
        this.policies = policies;
        this.terms = new OrderDraft.Terms(fonts, today, facilities);
    }

    /** An order, or the first rule that its record violates. */
    public Screened screen(IssuerFile.Item item) {
        return item instanceof IssuerRecord record ? screen(record) : ((UnreadableRecord) item).rejected();
    }

    /** An order, or the first rule that the record violates. */
    public Screened screen(IssuerRecord record) {
        OrderDraft draft = new OrderDraft(record, policies.apply(OrderDraft.asked(record)), terms);
        for (Rule rule : RULES) {
            Optional<IssuerField> violated = rule.violated().apply(draft);
            if (violated.isPresent()) {
                return new Screened.Rejected(
                        record.recordNumber(),
                        draft.shownReference(),
                        violated.get().name(),
                        rule.reason());
            }
        }
        return new Screened.Accepted(DraftedApplication.of(draft));
    }
}
