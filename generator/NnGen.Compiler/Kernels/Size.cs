using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Kernels;

/// <summary>
/// A number of a shape: how many inputs, how far from a row to the next. It has a value, and it knows from which named sizes that was made,
/// so that a kernel can be written for all shapes, with its sizes as parameters. Immutable and equal by value.
/// </summary>
/// <remarks>A sum of products of names with whole factors. Within a kernel a name has one value.</remarks>
public readonly struct Size : IEquatable<Size>
{
    // Null where it is but a number. Else the products, in the order of their names.
    private readonly Product[]? _products;

    private Size(long value, Product[]? products)
    {
        Value = value;
        _products = products;
    }

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <summary>Whether it is made of named sizes.</summary>
    public bool IsNamed => _products is not null;

    /// <summary>The named sizes that it is made of.</summary>
    public IEnumerable<NamedSize> Names => _products is null ? [] : _products.SelectMany(product => product.Names).Distinct();

    public static implicit operator Size(long value) => new(value, null);

    public static implicit operator Size(int value) => new(value, null);

    public static implicit operator long(Size size) => size.Value;

    /// <summary>A size with a name: a parameter of the kernel.</summary>
    public static Size Named(string name, long value) => new(value, [new(new EquatableArray<NamedSize>(new NamedSize(name, value)), 1)]);

    public static Size operator +(Size x, Size y) =>
        x._products is null && y._products is null ? new(x.Value + y.Value, null)
        : y._products is null && y.Value == 0 ? x
        : x._products is null && x.Value == 0 ? y
        : Of(x.Value + y.Value, Merge(x.Products(), y.Products()));

    public static Size operator -(Size x, Size y) => x + y * -1;

    public static Size operator *(Size x, Size y) =>
        x._products is null ? y.Scaled(x.Value)
        : y._products is null ? x.Scaled(y.Value)
        : Of(x.Value * y.Value, x._products.Aggregate(Array.Empty<Product>(), (sum, left) => Merge(sum, Array.ConvertAll(y._products, left.Times))));

    public static bool operator ==(Size x, Size y) => x.Equals(y);

    public static bool operator !=(Size x, Size y) => !x.Equals(y);

    public bool Equals(Size other) => Value == other.Value && (_products is null ? other._products is null : other._products is not null && _products.SequenceEqual(other._products));

    public override bool Equals(object? obj) => obj is Size other && Equals(other);

    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The part that is but a number.</summary>
    public long Number => Products().FirstOrDefault(product => product.Names.Count == 0)?.Factor ?? 0;

    /// <summary>The terms of the sum as C#, for instance <c>2 * xStride</c> and <c>3</c>, each times <paramref name="factor"/> if there is one.</summary>
    internal IEnumerable<string> Terms(string? factor = null) => Products().OrderBy(product => product.Names.Count == 0).Select(product => product.Print(factor));

    /// <summary>
    /// As a kernel's summary has it: by name where the kernel is shared and by value where it is not. <see cref="Kernel.Describe"/> chooses.
    /// </summary>
    public string InWords => IsNamed ? $"\u00AB{this}={Value.ToString(CultureInfo.InvariantCulture)}\u00BB" : Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>As C#, by name.</summary>
    public override string ToString() => string.Join(" + ", Terms()).Replace("+ -", "- ");

    private Product[] Products() => _products ?? [new(default, Value)];

    private Size Scaled(long factor) =>
        _products is null || factor == 0 ? new(Value * factor, null)
        : factor == 1 ? this
        : new(Value * factor, Array.ConvertAll(_products, product => product.Scaled(factor)));

    private static Size Of(long value, Product[] products) => new(value, Array.TrueForAll(products, product => product.Names.Count == 0) ? null : products);

    /// <summary>The sums of two lists that are in order, without those that are 0. Indices are made of such sums by the thousand.</summary>
    private static Product[] Merge(Product[] x, Product[] y)
    {
        var merged = new Product[x.Length + y.Length];
        int count = 0;
        for (int i = 0, j = 0; i < x.Length || j < y.Length;)
        {
            int order = i == x.Length ? 1 : j == y.Length ? -1 : string.CompareOrdinal(x[i].Key, y[j].Key);
            Product product = order < 0 ? x[i++] : order > 0 ? y[j++] : x[i++].Plus(y[j++].Factor);
            if (product.Factor != 0)
            {
                merged[count++] = product;
            }
        }

        Array.Resize(ref merged, count);
        return merged;
    }

    /// <summary>Named sizes, in the order of their names, and a factor.</summary>
    private sealed record Product(EquatableArray<NamedSize> Names, long Factor)
    {
        /// <summary>The names as one text, by which products are ordered and told apart: within a kernel a name has one value.</summary>
        public string Key { get; } = string.Join("*", Names.Select(name => name.Name));

        public Product Scaled(long factor) => this with { Factor = Factor * factor };

        public Product Plus(long factor) => this with { Factor = Factor + factor };

        public Product Times(Product other) => new(new([.. Names.Concat(other.Names).OrderBy(name => name.Name, StringComparer.Ordinal)]), Factor * other.Factor);

        public string Print(string? factor)
        {
            string[] names = [.. Names.Select(name => name.Name), .. factor is null ? Array.Empty<string>() : [factor]];
            string number = Factor.ToString(CultureInfo.InvariantCulture);
            return names.Length == 0 ? number : (Factor == 1 ? "" : Factor == -1 ? "-" : number + " * ") + string.Join(" * ", names);
        }
    }
}

/// <summary>A size that is a parameter of a kernel, and its value here.</summary>
public sealed record NamedSize(string Name, long Value);
