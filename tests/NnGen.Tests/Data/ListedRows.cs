namespace NnGen.Tests.Data;

/// <summary>A stream of the rows of a data set, which may break.</summary>
internal sealed class ListedRows(Dataset<double> data) : RowStream<double>("listed rows", data.Rows, data.InputSize, data.TargetSize, data.HasWeights)
{
    /// <summary>Called before each row.</summary>
    public Action<int> BeforeRow { get; set; } = _ => { };

    /// <summary>The readers that are open.</summary>
    public int OpenReaders { get; private set; }

    public override RowReader<double> Open()
    {
        OpenReaders++;
        return new Reader(this, data);
    }

    private sealed class Reader(ListedRows owner, Dataset<double> data) : RowReader<double>
    {
        private int _row;

        public override bool Read(Span<double> inputs, Span<double> targets, out int label, out double weight)
        {
            label = 0;
            weight = 1;
            if (_row == data.Rows)
            {
                return false;
            }

            owner.BeforeRow(_row);
            data.InputRow(_row).CopyTo(inputs);
            weight = data.Weight(_row);
            if (data.HasLabels)
            {
                label = data.Label(_row);
            }
            else
            {
                data.TargetRow(_row).CopyTo(targets);
            }

            _row++;
            return true;
        }

        public override void Dispose() => owner.OpenReaders--;
    }
}
