namespace Isop.Core.Register;

/// <summary>The register as it stands now: rights are checked against it at every request.</summary>
public delegate ValueTask<RegisterSnapshot> CurrentRegister(CancellationToken cancellationToken);
