using Xunit;

namespace NnGen.Tests.Data;

public class DatasetErrorTests
{
    private static readonly Dataset<float> WithLabels = Dataset.FromLabels<float>([1, 2, 3, 4], 2, [0, 1]);
    private static readonly Dataset<float> WithTargets = Dataset.FromTargets<float>([1, 2, 3, 4], 2, [5, 6, 7, 8, 9, 10], 3);

    [Fact]
    public void InputsThatAreNoWholeRows_TellBothNumbers() =>
        AssertError<ArgumentException>(() => Dataset.FromLabels<float>([1, 2, 3], 2, [0]), "inputs", "multiple of 2, but it is 3, which is 1 too many");

    [Fact]
    public void NoRows_AreRefused() =>
        AssertError<ArgumentException>(() => Dataset.FromLabels<float>([], 2, []), "inputs", "no rows");

    [Fact]
    public void RowsOfNoInputs_AreRefused() =>
        AssertError<ArgumentOutOfRangeException>(() => Dataset.FromLabels<float>([], 0, []), "inputSize", "'0'");

    [Fact]
    public void MissingLabel_TellsBothNumbers() =>
        AssertError<ArgumentException>(() => Dataset.FromLabels<float>([1, 2, 3, 4], 2, [0]), "labels", "need 2 labels, but there are 1");

    [Fact]
    public void NegativeLabel_NamesItsRow() =>
        AssertError<ArgumentException>(() => Dataset.FromLabels<float>([1, 2], 1, [0, -7]), "labels", "Label -7 of row 1 is negative");

    [Fact]
    public void MissingTargets_TellBothNumbers() =>
        AssertError<ArgumentException>(() => Dataset.FromTargets<float>([1, 2], 1, [1, 2, 3], 2), "targets", "need 2 x 2 = 4 targets, but there are 3");

    [Fact]
    public void RowsOfNoTargets_AreRefused() =>
        AssertError<ArgumentOutOfRangeException>(() => Dataset.FromTargets<float>([1], 1, [], 0), "targetSize", "'0'");

    [Fact]
    public void MissingArray_IsNamed() =>
        AssertError<ArgumentNullException>(() => Dataset.FromLabels<float>(null!, 1, [0]), "inputs", "null");

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void RowOutOfRange_TellsTheRange(int row)
    {
        AssertError<ArgumentOutOfRangeException>(() => WithLabels.InputRow(row), "row", "rows 0 to 1");
        AssertError<ArgumentOutOfRangeException>(() => WithLabels.Label(row), "row", "rows 0 to 1");
        AssertError<ArgumentOutOfRangeException>(() => WithTargets.TargetRow(row), "row", "rows 0 to 1");
        AssertError<ArgumentException>(() => WithLabels.Select([0, row]), "rows", $"Row {row}, entry 1 of the list, is out of range");
        AssertError<ArgumentOutOfRangeException>(() => WithLabels.CopyRows([row], new float[2], new int[1]), "row", "rows 0 to 1");
    }

    [Theory]
    [InlineData(-1, 1, "start")]
    [InlineData(0, 0, "count")]
    [InlineData(0, 3, "count")]
    [InlineData(1, 2, "count")]
    [InlineData(2, 1, "count")]
    [InlineData(1, int.MaxValue, "count")]
    public void RunOutOfRange_IsRefused(int start, int count, string parameter)
    {
        AssertError<ArgumentOutOfRangeException>(() => WithLabels.Slice(start, count), parameter, parameter);
        AssertError<ArgumentOutOfRangeException>(() => WithLabels.TryGetContiguous(start, count, out _, out ReadOnlySpan<int> _), parameter, parameter);
    }

    [Fact]
    public void EmptySelection_IsRefused() =>
        AssertError<ArgumentException>(() => WithLabels.Select([]), "rows", "at least one row");

    [Fact]
    public void LabelsWhereThereAreTargets_SayWhatThereIs()
    {
        const string Reason = "3 targets each, not labels";
        AssertError<InvalidOperationException>(() => WithTargets.Label(0), null, Reason);
        AssertError<InvalidOperationException>(() => WithTargets.CopyRows([0], new float[2], new int[1]), null, Reason);
        AssertError<InvalidOperationException>(() => WithTargets.TryGetContiguous(0, 1, out _, out ReadOnlySpan<int> _), null, Reason);
    }

    [Fact]
    public void TargetsWhereThereAreLabels_NameTheWayOut()
    {
        const string Reason = "OneHot.Encode";
        AssertError<InvalidOperationException>(() => WithLabels.TargetRow(0), null, Reason);
        AssertError<InvalidOperationException>(() => WithLabels.CopyRows([0], new float[2], new float[1]), null, Reason);
        AssertError<InvalidOperationException>(() => WithLabels.TryGetContiguous(0, 1, out _, out ReadOnlySpan<float> _), null, Reason);
    }

    [Fact]
    public void RoomOfAnotherSize_TellsBothNumbers()
    {
        AssertError<ArgumentException>(() => WithLabels.CopyRows([0, 1], new float[3], new int[2]), "inputs", "2 rows of 2 are 4 elements, but there is room for 3");
        AssertError<ArgumentException>(() => WithLabels.CopyRows([0, 1], new float[4], new int[1]), "labels", "room for 1");
        AssertError<ArgumentException>(() => WithTargets.CopyRows([0, 1], new float[4], new float[7]), "targets", "room for 7");
    }

    private static void AssertError<TException>(Action action, string? parameter, string reason)
        where TException : Exception
    {
        TException error = Assert.Throws<TException>(action);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(parameter, (error as ArgumentException)?.ParamName);
    }
}
