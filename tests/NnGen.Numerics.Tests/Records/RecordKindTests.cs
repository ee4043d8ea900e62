namespace NnGen.Numerics.Tests.Records;

public sealed record Visit(
    [property: OneHot("Biscoe", "Dream")] string Island,
    [OneHot(Max = 2)] string? Observer,
    [Calendar(CalendarPart.Year, CalendarPart.Month, CalendarPart.DayOfWeek)] DateOnly Day,
    [Calendar(CalendarPart.TimeOfDay, CalendarPart.Hour)] TimeOnly? Time,
    [property: Target] float Seen);

[Network]
[Input<Visit>]
[Dense(1)]
public partial class VisitNet;

public sealed record Picture([Features(3), Scale(Scaling.MinMax)] float[] Pixels, [property: Target] bool IsDark);

[Network]
[Input<Picture>]
[Dense(1)]
public partial class PictureNet;

/// <summary>Texts, dates and vectors as columns, with numbers by hand.</summary>
public class RecordKindTests
{
    // Observers: Ann three times, Cy twice, Bob and Dee once. 28 November 2026 is a Saturday, 1 January 2028 too.
    private static readonly Visit[] s_visits =
    [
        new("Biscoe", "Ann", new DateOnly(2026, 1, 4), new TimeOnly(6, 0), 1),
        new("Dream", "Cy", new DateOnly(2028, 4, 1), new TimeOnly(18, 0), 2),
        new("Dream", "Ann", new DateOnly(2026, 1, 4), null, 3),
        new("Dream", "Cy", new DateOnly(2028, 7, 3), null, 4),
        new("Dream", "Bob", new DateOnly(2026, 10, 5), null, 5),
        new("Dream", "Dee", new DateOnly(2028, 10, 5), null, 6),
        new("Dream", "Ann", new DateOnly(2026, 10, 5), null, 7),
        new("Dream", null, new DateOnly(2028, 10, 5), null, 8),
    ];

    [Fact]
    public void Columns_AreNamed() => Assert.Equal(
        [
            "Island = Biscoe", "Island = Dream", "Observer[0]", "Observer[1]", "Observer is another", "Observer is missing",
            "Day: Year", "Day: sine of Month", "Day: cosine of Month", "Day: sine of DayOfWeek", "Day: cosine of DayOfWeek",
            "Time: sine of TimeOfDay", "Time: cosine of TimeOfDay", "Time: sine of Hour", "Time: cosine of Hour", "Time is missing",
        ],
        VisitNet.Info.Record!.Columns.Select(column => column.Name));

    [Fact]
    public void TextsAndDates_AreWhereTheyStand()
    {
        VisitNet net = Adapted();

        // January and Sunday begin their turns; 6 o'clock is a quarter of one.
        AssertFeatures(net, s_visits[0], 1, 0, 1, 0, 0, 0, -1, 0, 1, 0, 1, 1, 0, 1, 0, 0);

        // April is a quarter of the year; a Saturday is 6 / 7 of a week.
        double angle = 2 * Math.PI * 6 / 7;
        AssertFeatures(net, s_visits[1], 0, 1, 0, 1, 0, 0, 1, 1, 0, Math.Sin(angle), Math.Cos(angle), -1, 0, -1, 0, 0);

        // An observer who is rare, one who was never seen, and none at all.
        AssertFeatures(net, s_visits[4] with { Day = s_visits[0].Day }, 0, 1, 0, 0, 1, 0, -1, 0, 1, 0, 1, 0, 0, 0, 0, 1);
        AssertFeatures(net, s_visits[4] with { Day = s_visits[0].Day, Observer = "Eve" }, 0, 1, 0, 0, 1, 0, -1, 0, 1, 0, 1, 0, 0, 0, 0, 1);
        AssertFeatures(net, s_visits[7] with { Day = s_visits[0].Day }, 0, 1, 0, 0, 0, 1, -1, 0, 1, 0, 1, 0, 0, 0, 0, 1);
    }

    [Fact]
    public void LearntCategories_AreSavedWithTheNetwork()
    {
        VisitNet net = Adapted();
        using var stream = new MemoryStream();
        net.Save(stream);
        stream.Position = 0;
        VisitNet loaded = VisitNet.Load(stream);

        Assert.Equal(["Ann", "Cy"], ((IRecordNetwork)loaded).Encoding!.Categories[1]);
        Assert.All(s_visits, visit => Assert.Equal(net.Predict(visit), loaded.Predict(visit)));
    }

    [Fact]
    public void TextThatIsNoCategory_IsNamed()
    {
        VisitNet net = Adapted();
        Assert.Equal("Island is 'Torgersen', which is none of 'Biscoe', 'Dream'.", Assert.Throws<ArgumentException>(() => net.Predict(s_visits[0] with { Island = "Torgersen" })).Message);
        Assert.Contains("Visit.Island is null", Assert.Throws<ArgumentException>(() => net.Predict(s_visits[0] with { Island = null! })).Message, StringComparison.Ordinal);
        Assert.InRange(Assert.Throws<ArgumentException>(() => net.Predict(s_visits[0] with { Island = new string('x', 100_000) })).Message.Length, 1, 200);
    }

    [Fact]
    public void Text_IsReadFromFiles()
    {
        RecordDataset<Visit> visits = VisitNet.ReadCsv(new StringReader("island,observer,day,time,seen\nbiscoe,Ann,2026-01-04,06:00,1\nDream,,2028-10-05,,8\n"));
        Assert.Equal([s_visits[0], s_visits[7]], visits);

        var thrown = Assert.Throws<InvalidDataException>(() => VisitNet.ReadCsv(new StringReader("island,observer,day,time,seen\nDream,,yesterday,,8\n")));
        Assert.Equal("CSV text, line 2, column 'day': 'yesterday' is no DateOnly; write it as 2026-11-28, 2026-11-28T12:30:00 or 12:30.", thrown.Message);
        thrown = Assert.Throws<InvalidDataException>(() => VisitNet.ReadCsv(new StringReader("island,observer,day,time,seen\nTorgersen,,2028-10-05,,8\n")));
        Assert.Contains("'Torgersen' is none of the classes 'Biscoe', 'Dream'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_HaveAScaleForEachNumber()
    {
        var net = new PictureNet(1);
        net.Adapt([new Picture([0, 10, 5], true), new Picture([2, 30, 5], false)]);
        float[] features = new float[3];
        net.ToFeatures(new Picture([1, 30, 5], true), features);
        Assert.Equal([0.5f, 1f, 0f], features);

        Assert.Equal("Pixels has 2 numbers, but [Features(3)] says 3.", Assert.Throws<ArgumentException>(() => net.ToFeatures(new Picture([1, 2], true), features)).Message);
        Assert.Throws<ArgumentException>(() => net.ToFeatures(new Picture(null!, true), features));
    }

    [Fact]
    public void Predictions_AllocateNothing()
    {
        VisitNet net = Adapted();
        float sum = 0;
        for (int turn = 0; turn < 3; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Visit visit in s_visits)
            {
                sum += net.Predict(visit);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(turn == 0 || allocated == 0, $"{allocated} bytes");
        }

        Assert.True(float.IsFinite(sum));
    }

    private static VisitNet Adapted()
    {
        var net = new VisitNet(1);
        net.Adapt(s_visits);
        return net;
    }

    private static void AssertFeatures(VisitNet net, Visit visit, params double[] expected)
    {
        float[] features = new float[VisitNet.InputSize];
        net.ToFeatures(visit, features);
        Assert.Equal(expected.Length, features.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - features[i]) < 1e-6, $"{VisitNet.Info.Record!.Columns[i].Name}: {features[i]} for {expected[i]}");
        }
    }
}
