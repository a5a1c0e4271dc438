using System.Text.Json.Serialization;

namespace Isop.Functions;

/// <summary>The host's bodies: names as they stand, and null written out.</summary>
[JsonSerializable(typeof(InvocationRequest))]
[JsonSerializable(typeof(InvocationResponse))]
internal sealed partial class FunctionsJson : JsonSerializerContext;
