package org.cardwright.machine.virtualcard;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.ChipRecipe.FinishKind;
import org.cardwright.machine.virtualcard.VirtualCard.Surroundings;

/** One application of a card: selectable and blank until the last STORE DATA, personalized ever after. EMV CPS, card side. */
final class VirtualApplet implements AutoCloseable {

    private static final int STORE_DATA = 0xE2;
    private static final int SET_STATUS_PERSONALIZED = 0x80F04007;
    private static final Tag FCI = Tag.of("6F");

    private final ByteString aid;
    private final ChipRecipe recipe;
    private final AppletRecipe applet;
    private final Surroundings surroundings;
    private final CardContents contents;
    private final DgiIntake intake;
    private EmvApplication application;
    private boolean personalized;

    VirtualApplet(ByteString aid, ChipRecipe recipe, AppletRecipe applet, Surroundings surroundings) {
        this.aid = aid;
        this.recipe = recipe;
        this.applet = applet;
        this.surroundings = surroundings;
        this.contents = new CardContents();
        this.intake = new DgiIntake(recipe, new DgiStore(aid, applet, contents, surroundings.secrets()));
        this.application = new EmvApplication(contents, applet, surroundings.random());
    }

    ByteString aid() {
        return aid;
    }

    boolean isPersonalized() {
        return personalized;
    }

    boolean hasBlockedCard() {
        return application.hasBlockedCard();
    }

    /** File control information. EMV 4.4 Book 1, 11.3.4, Table 8. */
    ByteString select() {
        application.reset();
        ByteString information = information();
        if (application.isBlocked()) {
            throw new CardRefusal(CardRefusal.INVALIDATED, information);
        }
        return information;
    }

    private ByteString information() {
        ByteString answer = contents.selectAnswer();
        if (answer.startsWith(FCI.bytes())) {
            return answer;
        }
        ByteString inside = new TlvWriter().put("84", aid).encode().plus(answer);
        return new Tlv(FCI, inside).encode();
    }

    ByteString execute(CommandApdu command) {
        if (personalized) {
            CardRefusal.require(command.ins() != STORE_DATA, CardRefusal.CONDITIONS);
            return application.execute(command);
        }
        if (isFinish(command)) {
            finish();
            return ByteString.EMPTY;
        }
        CardRefusal.require(command.ins() == STORE_DATA, CardRefusal.CONDITIONS);
        CardRefusal.require(command.cla() != 0x84, CardRefusal.NO_SECURE_MESSAGING);
        CardRefusal.require(command.cla() == 0x80, CardRefusal.NO_CLASS);
        if (intake.take(command)) {
            finish();
        }
        return ByteString.EMPTY;
    }

    private boolean isFinish(CommandApdu command) {
        FinishKind kind = recipe.finish().kind();
        return kind == FinishKind.SET_STATUS
                ? command.header() == SET_STATUS_PERSONALIZED && command.data().equals(aid)
                : kind == FinishKind.RAW
                        && command.encode().equals(recipe.finish().command());
    }

    private void finish() {
        intake.requireComplete();
        contents.complete();
        application = new EmvApplication(contents, applet, surroundings.random());
        personalized = true;
    }

    @Override
    public void close() {
        contents.close();
    }
}
