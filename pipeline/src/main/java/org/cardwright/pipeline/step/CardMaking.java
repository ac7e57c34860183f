package org.cardwright.pipeline.step;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.prepare.CardPreparation;
import org.cardwright.crypto.prepare.PreparationResult;
import org.cardwright.crypto.prepare.PreparedCard;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProfiledApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.DgiAssembler;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.surface.SurfaceField;
import org.cardwright.perso.surface.SurfaceTextException;

/**
 * All arrows of a card: profile, prepare, assemble, encode, surface, each timed on its own.
 *
 * <p>The security module works for the whole slice at once, in one session; what follows is pure and per card.
 */
public final class CardMaking implements CardProcessing {

    private final Products products;
    private final Surfaces surfaces;
    private final StockedPairs pairs = new StockedPairs();
    private final CountedModule module;
    private final CardPreparation preparation;
    private final DgiAssembler assembler = new DgiAssembler();
    private final StageTimes times;

    /** With the products of a batch and the surface layouts they name. */
    public CardMaking(SecurityModule module, Products products, Surfaces surfaces, StageTimes times) {
        this.products = products;
        this.surfaces = surfaces;
        this.module = new CountedModule(module, pairs);
        this.preparation = new CardPreparation(
                this.module, (stage, cards, nanos) -> times.add(stage.name().toLowerCase(Locale.ROOT), cards, nanos));
        this.times = times;
    }

    @Override
    public List<ProcessedCard> process(List<AcceptedCard> slice) {
        List<ProfiledApplication> profiled = times.time(
                "profile", slice.size(), () -> slice.stream().map(this::profile).toList());
        List<ProcessedCard> results = new ArrayList<>();
        for (PreparationResult result : prepare(slice, profiled)) {
            if (result instanceof PreparationResult.Prepared prepared) {
                results.add(make(prepared.card()));
            } else if (result instanceof PreparationResult.Refused refused) {
                results.add(refused(refused.card().application(), refused.field(), refused.reason()));
            }
        }
        return results;
    }

    private List<PreparationResult> prepare(List<AcceptedCard> slice, List<ProfiledApplication> profiled) {
        slice.forEach(card -> pairs.hold(card, products.of(card.application())));
        try {
            return module.inOneSession(() -> preparation.prepare(profiled));
        } finally {
            slice.forEach(card -> pairs.release(card, products.of(card.application())));
        }
    }

    @Override
    public Map<String, Long> keyOperations() {
        return module.counts();
    }

    private ProfiledApplication profile(AcceptedCard card) {
        return new ProfiledApplication(
                card.application(), products.of(card.application()), card.certificateSerialNumbers());
    }

    private ProcessedCard make(PreparedCard card) {
        CardApplication order = card.profiled().application();
        EffectiveProduct product = card.profiled().product();
        CpsRecord record = times.time("assemble", 1, () -> assembler.record(card));
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        channels.put(Channel.CHIP, times.time("encode", 1, () -> CpsRecordCodec.encode(record)));
        try {
            channels.putAll(times.time("surface", 1, () -> surfaces.format(card)));
        } catch (SurfaceTextException unfit) {
            // Screening knows the machine fonts; what it let through and the layout cannot hold is still only this
            // card.
            return unfit(order, unfit);
        }
        return new ProcessedCard.Good(
                order.recordNumber(), order.orderReference(), product.group(), channels, made(product, channels));
    }

    private static Set<CardChannel> made(EffectiveProduct product, Map<Channel, ByteString> channels) {
        Set<CardChannel> made = EnumSet.noneOf(CardChannel.class);
        channels.keySet().forEach(channel -> made.add(channel.personalizes()));
        if (storesPin(product)) {
            made.add(CardChannel.PIN);
        }
        return made;
    }

    private static boolean storesPin(EffectiveProduct product) {
        return product.applications().stream()
                .flatMap(application -> application.dgis().stream())
                .anyMatch(DgiProfile.Pin.class::isInstance);
    }

    /** The rule of screening that the text would have broken there, about the field as the issuer knows it. */
    static ProcessedCard unfit(CardApplication order, SurfaceTextException unfit) {
        RejectReason reason = switch (unfit.rule()) {
            case CHARACTER -> RejectReason.FONT_CHARACTER;
            case WIDTH -> RejectReason.FONT_WIDTH;
        };
        return refused(order, field(unfit.field()), reason);
    }

    private static String field(SurfaceField shown) {
        return switch (shown) {
            case PAN, PAN_GROUPED, PAN_LAST_FOUR -> IssuerField.PAN.name();
            case EFFECTIVE_DATE -> IssuerField.EFFECTIVE_DATE.name();
            case EXPIRATION_DATE -> IssuerField.EXPIRATION_DATE.name();
            case CARDHOLDER_NAME -> IssuerField.CARDHOLDER_NAME.name();
            case LINE_1 -> IssuerField.EMBOSS_LINE_1.name();
            case LINE_2 -> IssuerField.EMBOSS_LINE_2.name();
            case LINE_3 -> IssuerField.EMBOSS_LINE_3.name();
            case LINE_4 -> IssuerField.EMBOSS_LINE_4.name();
            case CVV2 -> "";
        };
    }

    private static ProcessedCard refused(CardApplication order, String field, RejectReason reason) {
        return new ProcessedCard.Refused(
                new Screened.Rejected(order.recordNumber(), order.orderReference(), field, reason));
    }
}
