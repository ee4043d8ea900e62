using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Kernels.Functions;

/// <summary>
/// The error function, by magnitude and sign. Below 1 it is x P(x^2); above, 1 - exp(-x^2) G(u) with u = (x - 2) / (x + 2), which
/// maps the range on which the result is not yet 1 to a short interval. Both polynomials interpolate at Chebyshev nodes.
/// </summary>
internal static class ErrorFunction
{
    private static readonly double[] s_smallSingle =
    [
        7.8758750626854883411e-5, -8.0168642871658695293e-4, 5.1890874234339739861e-3, -2.6854212010626412443e-2, 1.1283594715160217732e-1,
        -3.7612626666720331023e-1, 1.128379165848350946,
    ];

    private static readonly double[] s_smallDouble =
    [
        -4.2309458242953378173e-12, 8.7090451290531066896e-11, -1.2164560057283450081e-9, 1.4792401209404813002e-8,
        -1.6364642158167615302e-7, 1.6462045441468418937e-6, -1.4925647567519332125e-5, 1.205533290288873541e-4,
        -8.5483270219348295955e-4, 5.2239776254232983087e-3, -2.6866170645129840806e-2, 1.1283791670955120236e-1,
        -3.7612638903183752379e-1, 1.1283791670955125739,
    ];

    private static readonly double[] s_largeSingle =
    [
        -9.4415963408727357325e-4, -8.365899736486057832e-4, 6.9948554135999575607e-3, 3.7321413513030097422e-3,
        -7.8978523272533491895e-2, 2.4165821109072445301e-1, -4.271858476143430209e-1, 2.5539567625190335418e-1,
    ];

    private static readonly double[] s_largeDouble =
    [
        -1.1352571477273626449e-6, 1.2725676618402280187e-6, 4.0117496473250669268e-6, 1.3058577122278016484e-6,
        -1.3998283772784976905e-5, -2.7562209161129353015e-5, 2.752717555722724734e-5, 1.7435947400205157559e-4,
        4.355558686575481596e-5, -9.8197694110386426516e-4, -8.4714325299195004764e-4, 6.9974617369715787448e-3,
        3.7328924043978337732e-3, -7.8978581015706104005e-2, 2.4165819424246584646e-1, -4.2718584741395848609e-1,
        2.5539567631050574451e-1,
    ];

    public static FunctionBody Erf(FunctionWriter w)
    {
        // Beyond the bound the result rounds to 1.
        Expression x = w.Let("magnitude", Expression.Min(w.Number(4, 6), new Call(ElementFunction.Abs, w.X)));
        Expression z = w.Let("z", x * x);
        Expression small = w.Let("small", x * w.Polynomial("p", z, w.IsDouble ? s_smallDouble : s_smallSingle));
        Expression u = w.Let("u", (x - w.Number(2)) / (x + w.Number(2)));
        Expression g = w.Polynomial("g", u, w.IsDouble ? s_largeDouble : s_largeSingle);
        Expression large = w.Let("large", w.Number(1) - new Call(ElementFunction.Exp, w.Number(0) - z) * g);
        return w.Return(ElementFunction.Erf, new BitCall(BitFunction.CopySign, new SelectLess(x, w.Number(1), small, large), w.X));
    }
}
