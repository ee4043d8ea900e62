namespace NnGen;

/// <summary>What recurrent layers have in common. They take a sequence of shape [time, features] and have a state that goes from step to step.</summary>
/// <remarks>
/// Others may take what the last step has left as <c>From = "gru1.h_n"</c>: the states of all layers and directions, [layers * directions, units],
/// and of one layer [units]. Parameters have PyTorch's names and shapes: <c>gru1.weight_ih_l0</c> [gates * units, features], <c>gru1.weight_hh_l0</c> [gates * units, units],
/// <c>gru1.bias_ih_l0</c> and <c>gru1.bias_hh_l0</c> [gates * units], and <c>_l0_reverse</c> of the backward direction; they are drawn uniformly up to 1 / sqrt(units).
/// </remarks>
public abstract class RecurrentAttribute : LayerAttribute
{
    private protected RecurrentAttribute(int units) => Units = units;

    /// <summary>The units: elements of the state.</summary>
    public int Units { get; }

    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, the numbers of units among which one is chosen: <c>[GRU(Choices = [16, 32])]</c>.</summary>
    public int[]? Choices { get; set; }

    /// <summary>Whether the node is the states of all steps, [time, units]; else, unless set, that of the last step, [units].</summary>
    public bool ReturnSequence { get; set; }

    /// <summary>How many layers lie one on the other, each a sequence for the next; 1 unless set.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>
    /// Whether each layer runs over the steps backwards too, with parameters of its own; both states lie side by side, [2 * units]. Without
    /// <see cref="ReturnSequence"/> they are those after all steps: after the last, and backwards after the first. Off unless set.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>The probability with which a number that one layer hands to the next is dropped in training; 0 unless set, and less than 1.</summary>
    public double Dropout { get; set; }

    /// <summary>Whether there are biases; on unless set. As in PyTorch there are two: one with the input's weight and one with the state's.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The recurrent layer of the same kind and size whose parameters it has, as <see cref="DenseAttribute.Tied"/>; left out, it has its own.</summary>
    public string? Tied { get; set; }

    /// <summary>
    /// The input of one number, <c>[Input(1, Name = "lengths")]</c>, that says how many steps of a row are its sequence, from 1 to the steps that were declared; the
    /// others are padding and may hold anything. Left out, all are. States stay as they are behind the end, the backward direction begins at it, and what is given
    /// there is 0, as of PyTorch's packed sequences.
    /// </summary>
    public string? Lengths { get; set; }

    /// <summary>The node that is the state before the first step, [units], of several layers or directions [layers * directions, units]; 0 unless set.</summary>
    public string? InitialState { get; set; }
}

/// <summary>
/// A recurrent layer, <c>h = tanh(W_ih x + b_ih + W_hh h + b_hh)</c>, as <c>torch.nn.RNN</c>. Elman, <em>Finding structure in time</em>, 1990.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class RNNAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, a layer whose number of units is one of <see cref="RecurrentAttribute.Choices"/>.</summary>
    public RNNAttribute()
        : this(0)
    {
    }

    /// <summary>The activation: <see cref="RecurrentActivation.Tanh"/> unless set.</summary>
    public RecurrentActivation Activation { get; set; }
}

/// <summary>
/// A gated recurrent unit, as <c>torch.nn.GRU</c>: <c>r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)</c>, <c>z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)</c>,
/// <c>n = tanh(W_in x + b_in + r * (W_hn h + b_hn))</c>, <c>h = (1 - z) * n + z * h</c>; the gates lie in the order r, z, n.
/// Cho et al., <em>Learning phrase representations using RNN encoder-decoder</em>, 2014.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class GRUAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, a layer whose number of units is one of <see cref="RecurrentAttribute.Choices"/>.</summary>
    public GRUAttribute()
        : this(0)
    {
    }

    /// <summary>
    /// Whether the reset gate follows on the product, as in PyTorch; on unless set. Off, it comes before it, as in the paper:
    /// <c>n = tanh(W_in x + b_in + W_hn (r * h) + b_hn)</c>. The weight of the state is two parameters then, <c>weight_hh_l0</c> of r and z and <c>weight_hn_l0</c>.
    /// </summary>
    public bool ResetAfter { get; set; } = true;
}

/// <summary>
/// Long short-term memory, as <c>torch.nn.LSTM</c>: <c>i, f, o = sigmoid(W_i x + b_i + W_h h + b_h)</c>, <c>g = tanh(..)</c>, <c>c = f * c + i * g</c>,
/// <c>h = o * tanh(c)</c>; the gates lie in the order i, f, g, o. The state c after the last step is <c>From = "lstm1.c_n"</c>.
/// Hochreiter and Schmidhuber, <em>Long short-term memory</em>, 1997; Gers et al., 2000, for the forget gate.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class LSTMAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, a layer whose number of units is one of <see cref="RecurrentAttribute.Choices"/>.</summary>
    public LSTMAttribute()
        : this(0)
    {
    }

    /// <summary>
    /// To how many elements each state is projected, <c>h = W_hr (o * tanh(c))</c>, less than the units; left out, it is not. Sak et al., 2014.
    /// </summary>
    public int Projection { get; set; }

    /// <summary>The node that is the state c before the first step, of shape [units], of several layers or directions [layers * directions, units]; 0 unless set.</summary>
    public string? InitialCell { get; set; }
}

/// <summary>The activation of a recurrent layer.</summary>
public enum RecurrentActivation
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    ReLU,
}
