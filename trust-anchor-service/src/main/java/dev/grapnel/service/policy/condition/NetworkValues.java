package dev.grapnel.service.policy.condition;

import java.util.List;

/** IP networks; a request's value that is no address lies in none. */
record NetworkValues(List<IpNetwork> networks) implements PolicyValues {
  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    IpNetwork address = value.address();
    if (address == null) {
      return false;
    }
    for (IpNetwork network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
