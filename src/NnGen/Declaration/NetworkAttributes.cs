namespace NnGen;

/// <summary>
/// Marks a partial class as a neural network. The attributes that follow on the same declaration, in text order, are its nodes;
/// the compiler writes the other part of the class: forward, backward, training and persistence for exactly this topology.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The element type; <see cref="Precision.Single"/> unless set.</summary>
    public Precision Precision { get; set; }

    /// <summary>What is emitted; <see cref="Emit.Training"/> unless set.</summary>
    public Emit Emit { get; set; }

    /// <summary>Whether <c>Backward</c> also computes the gradient with respect to the inputs; off unless set.</summary>
    public bool InputGradient { get; set; }

    /// <summary>
    /// Whether the network, which takes a sequence [time, features] or a series [channels, time], also runs step by step: <c>Step</c> takes one step and a <c>State</c>, a value of
    /// fixed size that carries on what the steps before have left, and gives the bits that the whole sequence gives at that step. Off unless set.
    /// What looks at all steps at once is an error then (NNG036).
    /// </summary>
    public bool Streaming { get; set; }

    /// <summary>Where the weights come from; <see cref="WeightSource.AtRunTime"/> unless set.</summary>
    public WeightSource Weights { get; set; }

    /// <summary>
    /// What weights are kept as; <see cref="WeightStorage.Full"/> unless set. With 16 bits, which halve the memory that one row of a wide layer waits for, the network only predicts:
    /// train one of the same layers without, and load its file. Not with <see cref="Precision.Double"/> (NNG045).
    /// </summary>
    public WeightStorage Storage { get; set; }

    /// <summary>
    /// The number of samples that the network will be trained on, at least 1; left out, it is unknown. Changes nothing in the network:
    /// the compiler advises (NNG209) where there are ten parameters a sample or more, so many that they can be learnt by heart.
    /// </summary>
    public int TrainingSamples { get; set; }
}

/// <summary>A node of a network: one attribute, one node, in text order.</summary>
public abstract class NodeAttribute : Attribute
{
    /// <summary>
    /// The node's name, for <c>From</c>, for parameter names in files and for error messages. Letters, digits, <c>_</c> and <c>.</c>.
    /// Left out, it is the lower-case kind and a number: <c>dense1</c>, <c>relu2</c>.
    /// </summary>
    public string? Name { get; set; }
}

/// <summary>A node that computes something from the node above it, or from the node named by <see cref="From"/>.</summary>
public abstract class LayerAttribute : NodeAttribute
{
    /// <summary>The name of the node whose value this layer takes; left out, the node above.</summary>
    public string? From { get; set; }
}

/// <summary>
/// An input of the network. The shape has any number of axes and leaves out the batch. Inputs come before all layers; where there are several,
/// layers name theirs in <c>From</c>, or a join names them. <c>Predict</c> then has a parameter for each, in this order, and a row of a data set
/// has them side by side.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class InputAttribute(params int[] shape) : NodeAttribute
{
    /// <summary>The sizes of the axes of one row, each at least 1; of images and series the channels first, whatever the <see cref="Layout"/> is.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>
    /// The order in which the rows of an image or a series lie that are handed over. With <see cref="ImageLayout.ChannelsLast"/>, which takes at least two
    /// axes, nothing is moved before the first convolution, since layers of images compute with channels last.
    /// </summary>
    public ImageLayout Layout { get; set; }

    /// <summary>
    /// What rows may consist of. With <see cref="InputElement.Byte"/>, <c>Predict</c>, <c>PredictBatch</c>, <c>Classify</c> and <c>Forward</c> also take
    /// bytes, as cameras and image files give them; each is the number that it is, from 0 to 255, which <see cref="Scale"/> and <see cref="Offset"/> bring to
    /// the range that networks learn best in. Rows of numbers are those same numbers, from 0 to 255.
    /// </summary>
    public InputElement Element { get; set; }

    /// <summary>What each number of a row is multiplied by before the first layer, such as <c>1 / 255.0</c>; not 0; 1 unless set.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>What is added then: <c>number * Scale + Offset</c> is what the first layer takes; 0 unless set.</summary>
    public double Offset { get; set; }

    /// <summary>
    /// Whether most inputs are zero, as in pictures of strokes or one-hot codes: the prediction of one row then visits the others only,
    /// which is faster from about one half of zeros on and slower below. A zero input counts as nothing even where a weight is infinite or
    /// not a number. Batches and training are not changed.
    /// </summary>
    public bool Sparse { get; set; }
}

/// <summary>
/// Names a node whose value <c>Predict</c> returns, where that is not the last one, or not only. Several of them are several outputs, in the order of the
/// text: each with a loss of its own, which stands below it or says <see cref="LossAttribute.From"/>, and with a parameter of its own in <c>Predict</c>
/// and in <c>Forward</c>. Other layers may go on from an output.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OutputAttribute(string name) : Attribute
{
    /// <summary>The name of the output node.</summary>
    public string Node { get; } = name;
}
