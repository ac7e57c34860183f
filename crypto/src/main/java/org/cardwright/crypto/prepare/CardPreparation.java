package org.cardwright.crypto.prepare;

import java.util.List;
import java.util.function.Consumer;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.profile.ProfiledApplication;

/**
 * The arrow from ordered cards with their products to prepared cards.
 *
 * <p>Every stage asks the security module once for all cards. A card that cannot be made leaves at the stage that finds out;
 * the others go on. What comes out for a card depends on the card, its product and the keys, never on its neighbours. Safe
 * for several threads. What a signature covers is made before it: EMV 4.4 Book 2, 5.4 and 6.1; Book 3, 10.3.
 */
public final class CardPreparation {

    private final PreparationStage.Timer timer;
    private final SecretStage secrets;
    private final CardValueStage cardValues;
    private final TrackStage tracks;
    private final ParameterStage parameters;
    private final SignatureStage signatures;
    private final CardKeyStage cardKeys;

    /** Prepares with this module. */
    public CardPreparation(SecurityModule module) {
        this(module, PreparationStage.Timer.NONE);
    }

    /** Prepares with this module and tells the timer what each stage took. */
    public CardPreparation(SecurityModule module, PreparationStage.Timer timer) {
        this.timer = timer;
        this.secrets = new SecretStage(module.pins());
        this.cardValues = new CardValueStage(module.cardValues(), module.pins());
        this.tracks = new TrackStage(module.cardValues());
        this.parameters = new ParameterStage(new IssuerCertificates(module));
        this.signatures = new SignatureStage(module.certificates(), module.cardValues());
        this.cardKeys = new CardKeyStage(module.cardKeys());
    }

    /**
     * One result per card, in order.
     *
     * @throws org.cardwright.crypto.module.SecurityModuleException when the module refuses a key or fails
     */
    public List<PreparationResult> prepare(List<ProfiledApplication> cards) {
        List<CardWork> work = cards.stream().map(CardWork::new).toList();
        stage(PreparationStage.SECRETS, work, secrets::run);
        stage(PreparationStage.CARD_VALUES, work, cardValues::run);
        stage(PreparationStage.TRACKS, work, tracks::run);
        stage(PreparationStage.PARAMETERS, work, parameters::run);
        stage(PreparationStage.STATIC_SIGNATURES, work, signatures::signStaticData);
        stage(PreparationStage.ICC_KEYS, work, signatures::certifyCardKeys);
        stage(PreparationStage.CARD_KEYS, work, cardKeys::run);
        good(work).forEach(card -> card.applications().forEach(application -> application.build(false)));
        return work.stream().map(CardWork::result).toList();
    }

    private void stage(PreparationStage stage, List<CardWork> work, Consumer<List<CardWork>> operation) {
        List<CardWork> cards = good(work);
        long start = System.nanoTime();
        operation.accept(cards);
        timer.took(stage, cards.size(), System.nanoTime() - start);
    }

    private static List<CardWork> good(List<CardWork> work) {
        return work.stream().filter(CardWork::goesOn).toList();
    }
}
