package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;

/** Compares what a camera recognises with what was to be embossed and engraved. S1-50. */
public final class VisionTest implements CardTest {

    private final Camera camera;

    /** With that camera. */
    public VisionTest(Camera camera) {
        this.camera = camera;
    }

    @Override
    public List<String> faults(CardUnderTest card) {
        List<String> expected = new SurfaceTexts(card.others()).lines();
        List<String> missing = new ArrayList<>(expected);
        List<String> seen = camera.lines(card).stream().map(String::strip).toList();
        seen.forEach(missing::remove);
        List<String> faults = new ArrayList<>();
        if (!missing.isEmpty()) {
            faults.add("the camera does not find " + missing.size() + " of " + expected.size() + " printed lines");
        }
        if (seen.size() > expected.size() - missing.size()) {
            faults.add("the camera sees a line that was not ordered");
        }
        return faults;
    }
}
