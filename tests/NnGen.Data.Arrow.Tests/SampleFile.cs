using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace NnGen.Data.Arrow.Tests;

/// <summary>Arrow files of two samples, put together from the parts of the format.</summary>
internal static class SampleFile
{
    /// <summary>A file of two samples.</summary>
    /// <param name="waves">The numbers of both waves.</param>
    /// <param name="ends">Where the first begins, and where each ends.</param>
    /// <param name="extras">Two numbers for each.</param>
    /// <param name="unit">What <paramref name="stamps"/> count.</param>
    /// <param name="stamps">When they were taken; if nothing is said, as in the kept file.</param>
    public static byte[] Of(float[] waves, int[] ends, double[] extras, TimeUnit unit = TimeUnit.Millisecond, long[]? stamps = null)
    {
        var wave = new ListType(FloatType.Default);
        var extra = new FixedSizeListType(DoubleType.Default, extras.Length / 2);
        var at = new TimestampType(unit, (string?)null);
        Schema schema = new([new Field("wave", wave, false), new Field("extra", extra, false), new Field("at", at, false), new Field("clock", TimeType.Microsecond, true), new Field("pitch", FloatType.Default, false)], null);
        IArrowArray[] columns =
        [
            new ListArray(wave, 2, Part(ends), new FloatArray(Part(waves), ArrowBuffer.Empty, waves.Length, 0, 0), ArrowBuffer.Empty),
            new FixedSizeListArray(extra, 2, new DoubleArray(Part(extras), ArrowBuffer.Empty, extras.Length, 0, 0), ArrowBuffer.Empty),
            new TimestampArray(at, Part(stamps ?? [1795824000000, -86400000]), ArrowBuffer.Empty, 2, 0, 0),
            new Time64Array(TimeType.Microsecond, Part((long[])[45296000000, -1]), new ArrowBuffer(new byte[] { 1 }), 2, 1, 0),
            new FloatArray(Part((float[])[440, 220.5f]), ArrowBuffer.Empty, 2, 0, 0),
        ];
        return ArrowFile.Of(schema, [new RecordBatch(schema, columns, 2)], isStream: false);
    }

    private static ArrowBuffer Part<T>(T[] values)
        where T : struct => new(MemoryMarshal.AsBytes<T>(values).ToArray());
}
