namespace NnGen.Benchmarks.Builds;

/// <summary>Files of an application that have nothing to do with networks, the same at every run.</summary>
internal static class OrdinaryFiles
{
    /// <summary>How many there are.</summary>
    public const int Count = 200;

    /// <summary>One of them.</summary>
    /// <param name="index">Which.</param>
    /// <param name="edit">A number in the body of one method, for a keystroke there.</param>
    public static string Source(int index, int edit = 0) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Project.Orders.Part{{index % 20}};

        /// <summary>What an order may be.</summary>
        public enum State{{index}}
        {
            Open,
            Paid,
            Shipped,
            Closed,
        }

        /// <summary>One line of an order.</summary>
        public sealed record Line{{index}}(string Article, int Quantity, decimal Price)
        {
            public decimal Total => Quantity * Price;

            public int Edited => {{edit}};
        }

        /// <summary>Keeps orders.</summary>
        public class Service{{index}}
        {
            private readonly Dictionary<int, List<Line{{index}}>> _orders = new();
            private readonly Dictionary<int, State{{index}}> _states = new();
            private readonly SemaphoreSlim _gate = new(1);
            private int _next = {{index * 31}};

            /// <summary>Raised when an order changes.</summary>
            public event EventHandler<int>? Changed;

            public int Count => _orders.Count;

            public decimal this[int order] => _orders.TryGetValue(order, out List<Line{{index}}>? lines) ? lines.Sum(line => line.Total) : 0m;

            public int Add(IEnumerable<Line{{index}}> lines)
            {
                int order = _next++;
                _orders[order] = lines.Where(line => line.Quantity > 0).OrderBy(line => line.Article, StringComparer.Ordinal).ToList();
                _states[order] = State{{index}}.Open;
                Changed?.Invoke(this, order);
                return order;
            }

            public async Task<bool> PayAsync(int order, decimal amount, CancellationToken cancellation = default)
            {
                await _gate.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    if (!_orders.TryGetValue(order, out List<Line{{index}}>? lines) || _states[order] != State{{index}}.Open)
                    {
                        return false;
                    }

                    decimal due = lines.Sum(line => line.Total) * {{(index % 7) + 1}}m;
                    if (amount < due)
                    {
                        throw new ArgumentException($"The order {order} costs {due.ToString("F2", CultureInfo.InvariantCulture)}, and {amount} was paid.", nameof(amount));
                    }

                    _states[order] = State{{index}}.Paid;
                    return true;
                }
                finally
                {
                    _gate.Release();
                }
            }

            public string Describe(int order)
            {
                var text = new StringBuilder();
                foreach (Line{{index}} line in _orders[order])
                {
                    string kind = line switch
                    {
                        { Quantity: 1 } => "single",
                        { Quantity: > 100, Price: < 1m } => "bulk",
                        { Price: > 1000m } => "expensive",
                        _ => "usual",
                    };
                    text.Append(line.Article).Append(": ").Append(line.Quantity).Append(" x ").Append(line.Price).Append(" (").Append(kind).AppendLine(")");
                }

                return text.ToString();
            }

            public IReadOnlyDictionary<State{{index}}, int> ByState() =>
                _states.GroupBy(pair => pair.Value).ToDictionary(group => group.Key, group => group.Count());

            public IEnumerable<(int Order, decimal Total)> Largest(int count)
            {
                var totals = from pair in _orders
                             let total = pair.Value.Sum(line => line.Total)
                             where total > {{index}}m
                             orderby total descending
                             select (pair.Key, total);
                foreach ((int order, decimal total) in totals.Take(count))
                {
                    yield return (order, total);
                }
            }

            public double Checksum(ReadOnlySpan<byte> data)
            {
                double sum = 0;
                for (int i = 0; i < data.Length; i++)
                {
                    sum = (sum * {{index + 3}}) + data[i];
                    if (sum > 1e9)
                    {
                        sum -= Math.Floor(sum / 1e9) * 1e9;
                    }
                }

                return sum;
            }
        }

        """;
}
