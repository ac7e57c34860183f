package org.cardwright.perso.cps;

import static org.cardwright.perso.cps.FieldForms.oneByte;
import static org.cardwright.perso.cps.FieldForms.prefixed;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.Structure.Field;

/** A processing step and its device instructions as tables. EMV CPS, section 3 of the record (3a.2). */
final class StepLayout {

    private static final Field<ProcessingInstructions, ByteString> ORDER =
            new Field<>("ORDER", prefixed(2), "DGIs in a given order", ProcessingInstructions::order);
    private static final Field<ProcessingInstructions, ByteString> VERCNTL =
            new Field<>("VERCNTL", prefixed(2), "DGIs the card may refuse", ProcessingInstructions::versionControl);
    private static final Field<ProcessingInstructions, ByteString> ENC =
            new Field<>("ENC", prefixed(2), "DGIs to be re-encrypted", ProcessingInstructions::encrypt);
    private static final Field<ProcessingInstructions, ByteString> RANDOM =
            new Field<>("RANDOM", prefixed(2), "PIN blocks to be filled", ProcessingInstructions::random);
    private static final Field<ProcessingInstructions, ByteString> GROUP =
            new Field<>("GROUP", prefixed(2), "DGIs that travel together", ProcessingInstructions::group);
    private static final Field<ProcessingInstructions, Integer> SECLEV =
            new Field<>("SECLEV", oneByte(), "security level", ProcessingInstructions::securityLevel);
    private static final Field<ProcessingInstructions, Integer> UPDATE_CPLC =
            new Field<>("UPDATEcplc", oneByte(), "01 = update the CPLC data", ProcessingInstructions::updateCplc);

    private static final Structure<ProcessingInstructions> PDI = new Structure<>(
            "PDI",
            List.of(ORDER, VERCNTL, ENC, RANDOM, GROUP, SECLEV, UPDATE_CPLC),
            f -> new ProcessingInstructions(
                    f.get(ORDER),
                    f.get(VERCNTL),
                    f.get(ENC),
                    f.get(RANDOM),
                    f.get(GROUP),
                    f.get(SECLEV),
                    f.get(UPDATE_CPLC)));

    private static final Field<ProcessingStep, Integer> ACT =
            new Field<>("ACT", oneByte(), "0F = personalization", ProcessingStep::act);
    private static final Field<ProcessingStep, Integer> REQ =
            new Field<>("REQ", oneByte(), "01 required, 00 optional", ProcessingStep::req);
    private static final Field<ProcessingStep, Integer> TAG =
            new Field<>("TAG", oneByte(), "EF, the data object of 3c", ProcessingStep::tag);
    private static final Field<ProcessingStep, ProcessingInstructions> L_PDI =
            new Field<>("L_PDI", prefixed(2, PDI), "device instructions", ProcessingStep::pdi);
    private static final Field<ProcessingStep, ByteString> POINTER =
            new Field<>("L_POINTER", prefixed(2), "POINTER, normally none", ProcessingStep::pointer);

    /** One step without its own length. */
    static final Structure<ProcessingStep> STEP = new Structure<>(
            "step",
            List.of(ACT, REQ, TAG, L_PDI, POINTER),
            f -> new ProcessingStep(f.get(ACT), f.get(REQ), f.get(TAG), f.get(L_PDI), f.get(POINTER)));

    private StepLayout() {}
}
