using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Gives the values between the steps of a program their memory. A value lives from the first step that has it to the last, and values
/// that never live at once share memory: a chain of layers needs two buffers, however deep it is. The largest come first, each at the
/// lowest place where no other is at its time.
/// </summary>
internal static class Placer
{
    /// <summary>The program with its rows moved together.</summary>
    /// <param name="copies">What is copied before the steps.</param>
    /// <param name="steps">The steps. Places in <see cref="Area.Rows"/> that begin at one element are parts of one value.</param>
    /// <param name="kept">What is read after the last step.</param>
    /// <param name="lanes">The elements of a vector: every value begins at a whole one.</param>
    public static (IReadOnlyList<InputCopy> Copies, IReadOnlyList<Step> Steps, IReadOnlyList<Place> Kept, int ElementsPerRow) Place(IReadOnlyList<InputCopy> copies, IReadOnlyList<Step> steps, IReadOnlyList<Place> kept, int lanes)
    {
        var lives = new Dictionary<int, Life>();
        foreach (InputCopy copy in copies)
        {
            Meet(copy.To, -1);
        }

        for (int i = 0; i < steps.Count; i++)
        {
            foreach (Operand operand in steps[i].Operands)
            {
                Meet(operand.Place, i);
            }
        }

        foreach (Place place in kept)
        {
            Meet(place, steps.Count);
        }

        var placed = new List<Life>();
        foreach (Life life in lives.Values.OrderByDescending(life => life.Length).ThenBy(life => life.First))
        {
            life.Start = LowestGap(life, placed);
            placed.Add(life);
        }

        int elements = placed.Select(life => checked(life.Start + life.Length)).DefaultIfEmpty(0).Max();
        return (
            [.. copies.Select(copy => copy with { To = Moved(copy.To) })],
            [.. steps.Select(step => step with { Operands = new EquatableArray<Operand>([.. step.Operands.Select(operand => operand with { Place = Moved(operand.Place) })]) })],
            [.. kept.Select(Moved)],
            elements);

        void Meet(Place place, int step)
        {
            if (place.Area != Area.Rows)
            {
                return;
            }

            if (!lives.TryGetValue(place.Start, out Life? life))
            {
                lives.Add(place.Start, life = new Life { First = step, Length = Layout.Pad(place.RowStride, lanes) });
            }

            life.Last = step;
        }

        Place Moved(Place place) => place.Area == Area.Rows ? place with { Start = lives[place.Start].Start } : place;
    }

    private static int LowestGap(Life life, List<Life> placed)
    {
        int start = 0;
        foreach (Life other in placed.Where(other => other.First <= life.Last && life.First <= other.Last).OrderBy(other => other.Start))
        {
            if (start + life.Length <= other.Start)
            {
                break;
            }

            start = Math.Max(start, other.Start + other.Length);
        }

        return start;
    }

    /// <summary>The steps from the first that has a value to the last, and the memory of a row of it.</summary>
    private sealed class Life
    {
        public int First { get; init; }

        public int Last { get; set; }

        public int Length { get; init; }

        public int Start { get; set; }
    }
}
